/**
 * Whether this service trusts a test authority, as its own trust list says. Until the list has been read nothing is
 * claimed either way.
 */
export class ServiceMode {
  testOnly = $state(false);

  /** Reads `/trust-list.json` (from the service worker's cache where there is one). Without it the banner stays away. */
  async load(): Promise<void> {
    try {
      const answer = await fetch('/trust-list.json');
      if (!answer.ok) return;
      const list: unknown = await answer.json();
      this.testOnly = hasTestAnchor(list);
    } catch (cause) {
      if (!(cause instanceof TypeError) && !(cause instanceof SyntaxError)) throw cause;
    }
  }
}

function hasTestAnchor(list: unknown): boolean {
  if (typeof list !== 'object' || list === null || !('anchors' in list) || !Array.isArray(list.anchors))
    return false;
  return list.anchors.some(
    (anchor: unknown) =>
      typeof anchor === 'object' && anchor !== null && 'testOnly' in anchor && anchor.testOnly === true,
  );
}
