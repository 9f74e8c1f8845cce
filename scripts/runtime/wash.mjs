// Memory that was given back still holds what was in it, and a snapshot would carry it to every page. Here it is taken
// once more, filled with zeros and given back: what is zero in a fresh instance too costs a snapshot nothing.

const LARGEST = 1 << 17; // larger holes are filled by several; one more has to fit behind everything
const SMALLEST = 8;

/** What `wash` needs of the exports of the WebAssembly file. */
export const NEEDED = ["malloc", "free", "emscripten_stack_get_current", "emscripten_stack_get_end"];

/**
 * @param {Uint8Array} heap
 * @param {Record<string, Function>} exports of the instance that the heap belongs to
 */
export function wash(heap, { malloc, free, emscripten_stack_get_current: current, emscripten_stack_get_end: end }) {
  heap.fill(0, end(), current()); // it grows downwards
  const used = heap.findLastIndex(Boolean); // memory behind it was never touched
  const held = [];
  for (let size = LARGEST; size >= SMALLEST; size /= 2)
    for (;;) {
      const at = malloc(size);
      if (at > used) {
        free(at);
        break;
      }
      heap.fill(0, at, at + size);
      held.push(at);
    }
  for (const at of held) free(at);
}
