// For tables that scroll sideways on a phone: what scrolls must be reachable by keyboard.
export const REACHABLE = { viewportProps: { tabIndex: 0 } };
