// Reads the page aloud, where this machine itself has a Chinese voice; otherwise there is no button.

const CHINESE = /^(zh|cmn|yue)\b/i;
const SPEED = 0.9;
const CANCELLED = new Set(["canceled", "interrupted"]); // by us

/** @param {number} longest in seconds: reading keeps the page open no longer */
export function readAloud(button, words, timer, longest) {
  const speech = globalThis.speechSynthesis;
  let voice;
  const look = () => {
    voice = speech.getVoices().find(({ lang, localService }) => localService && CHINESE.test(lang));
    button.hidden = !voice;
  };
  if (speech) {
    speech.addEventListener("voiceschanged", look);
    look();
  }

  function stop() {
    speech?.cancel();
    button.textContent = words.read;
    timer.resume("speech");
  }

  function toggle() {
    if (speech.speaking) return stop();
    timer.pause("speech", longest);
    button.textContent = words.stop;
    const main = document.querySelector("main");
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read aloud
    const parts = main.innerText.split(/\n+/).filter((part) => part.trim()); // long texts stop half-way in some voices
    parts.forEach((part, place) => {
      const sentence = Object.assign(new SpeechSynthesisUtterance(part), { voice, lang: voice.lang, rate: SPEED });
      if (place === parts.length - 1) sentence.onend = stop;
      sentence.onerror = ({ error }) => CANCELLED.has(error) || stop();
      speech.speak(sentence);
    });
  }
  addEventListener("pagehide", stop); // some browsers read on while the next page is shown
  return { toggle, stop };
}
