import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';

/** What a JSON merge patch makes of an object (RFC 7396): the effect that it has without webhooks and defaults. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map<string, JsonValue>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const now = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isJsonObject(value) ? mergePatch(isJsonObject(now) ? now : {}, value) : value);
  }
  return Object.fromEntries(merged);
}
