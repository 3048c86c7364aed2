// Dialogs and news come a little after the first screen; who is quick to click is not to be overheard.
let tell = () => {};
const placed = new Promise<void>((resolve) => {
  tell = resolve;
});

export function overlaysArePlaced(): void {
  tell();
}

/** At once, once they are there. */
export function withOverlays(open: () => unknown): void {
  void placed.then(open);
}
