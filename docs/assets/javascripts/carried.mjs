// What a page hands to the next in the window's name, from one script's to the other's: an address would be remembered.

/**
 * @param {string} kind what it is, with a colon at the end
 * @returns {Object<string, string>} what was handed over; nothing where another site has left something, or nonsense
 */
export function carried(kind) {
  const { name } = window;
  window.name = "";
  try {
    const found = name.startsWith(kind) && JSON.parse(name.slice(kind.length));
    return found instanceof Object ? found : {};
  } catch {
    return {};
  }
}

export const carry = (kind, values) => (window.name = kind + JSON.stringify(values));
