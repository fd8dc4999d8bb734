/** A page with all pictures of a folder, one row for each page and fullness. Made to be opened from the disk. */
export function contactSheet(files: readonly string[], remarks: readonly string[]): string {
  const rows = Map.groupBy(files, (file) => file.replace(/-(light|dark)-\d+\.png$/, ''));
  const figures = (names: readonly string[]) =>
    names
      .map(
        (name) =>
          `<figure><a href="${name}"><img src="${name}" alt="" loading="lazy"></a><figcaption>${name}</figcaption></figure>`,
      )
      .join('');
  const body = [...rows].map(([title, names]) => `<h2>${title}</h2><div class="row">${figures(names)}</div>`).join('\n');
  const list = remarks.map((remark) => `<li>${escapeHtml(remark)}</li>`).join('');
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>ModeKeeper screenshots</title>
<style>body{font:14px sans-serif;margin:24px}.row{display:flex;gap:16px;align-items:flex-start;overflow-x:auto}
figure{margin:0;flex:none}img{height:320px;border:1px solid #999}figcaption{font-size:12px}</style>
<h1>${files.length} pictures</h1>${list === '' ? '' : `<h2>What the browser complained of</h2><ul>${list}</ul>`}
${body}</html>`;
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
