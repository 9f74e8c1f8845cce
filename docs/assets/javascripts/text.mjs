// What is written into a page.

/** Put values into the {places} of a text. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Put nodes and texts in the place of all that an element holds. */
export function put(element, ...content) {
  element.textContent = ""; // `replaceChildren` is missing in browsers that pages are promised for
  element.append(...content);
}
