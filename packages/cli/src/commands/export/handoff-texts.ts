/** Checks a pack with nothing but a shell, tar and a SHA-256 program. Plain sh: it runs on machines that we never saw. */
export const HANDOFF_VERIFY = `#!/bin/sh
# Checks that this handoff pack is whole and that its manifest is the one inside the archive.
set -u
cd "$(dirname "$0")" || exit 2

if command -v sha256sum >/dev/null 2>&1; then
  sha256() { sha256sum "$@"; }
elif command -v shasum >/dev/null 2>&1; then
  sha256() { shasum -a 256 "$@"; }
else
  echo 'ERROR: neither sha256sum nor shasum is here; install one of them and run this again' >&2
  exit 2
fi

verify() {
  echo 'ModeKeeper Handoff Verify'
  echo '== sha256 checksums =='
  if ! sha256 -c handoff_pack.checksums.sha256; then
    echo 'ERROR: a file is not what its checksum says; ask the sender for the pack again'
    return 1
  fi
  echo '== manifest embedded in tar matches handoff_manifest.json =='
  if ! tar -xzOf handoff_pack.tar.gz bundle_manifest.json >/dev/null; then
    echo 'ERROR: the archive holds no manifest; ask the sender for the pack again'
    return 1
  fi
  in_tar=$(tar -xzOf handoff_pack.tar.gz bundle_manifest.json | sha256 | cut -d ' ' -f 1)
  loose=$(sha256 < handoff_manifest.json | cut -d ' ' -f 1)
  echo "tar_manifest_sha256=$in_tar"
  echo "handoff_manifest_sha256=$loose"
  if [ "$in_tar" != "$loose" ]; then
    echo 'ERROR: the manifest inside the archive is another one; ask the sender for the pack again'
    return 1
  fi
  echo OK
}

# A pipe answers with the status of tee: the status of the check goes around it.
transcript="HANDOFF_VERIFY_TRANSCRIPT_$(date -u +%Y%m%dT%H%M%SZ).txt"
exec 4>&1
status=$( { { verify 2>&1; echo $? >&3; } | tee "$transcript" >&4; } 3>&1 )
exit "$status"
`;

export const HANDOFF_README = `# ModeKeeper handoff pack

Reports of one ModeKeeper run, packed so that you can check that they arrived unchanged.

| file | what it is |
|---|---|
| handoff_summary.md | the run in a few lines |
| handoff_manifest.json | every file in the archive with its SHA-256, and what the run measured |
| handoff_pack.tar.gz | the reports themselves; the first file in it is the manifest |
| handoff_manifest.dsse.json | the manifest signed by the sender, if the sender signed it |
| handoff_pack.checksums.sha256 | SHA-256 of the files in this folder |
| HANDOFF_VERIFY.sh | checks all of this |

Run \`sh HANDOFF_VERIFY.sh\`. The last line is \`OK\` when nothing changed on the way; a transcript is written beside it.

The check shows that the pack is whole, not who made it. For that, compare the SHA-256 of handoff_pack.checksums.sha256 with the one that the sender told you by another way, or verify the signature.
`;
