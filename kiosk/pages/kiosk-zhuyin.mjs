// What is typed in Zhuyin 注音 as the pinyin that the search knows: 「ㄊㄨㄟˋㄒㄧㄡ」 is tuixiu, 「ㄊㄒ」 the initials tx.

const INITIALS = pairs("ㄅb ㄆp ㄇm ㄈf ㄉd ㄊt ㄋn ㄌl ㄍg ㄎk ㄏh ㄐj ㄑq ㄒx ㄓzh ㄔch ㄕsh ㄖr ㄗz ㄘc ㄙs");
const ALONE = new Set("ㄓㄔㄕㄖㄗㄘㄙ"); // a syllable by themselves, and never before ㄧ and ㄩ
const FINALS = pairs("ㄚa ㄛo ㄜe ㄝe ㄞai ㄟei ㄠao ㄡou ㄢan ㄣen ㄤang ㄥeng ㄦer");
const AFTER = pairs("ㄧㄡiu ㄧㄣin ㄧㄥing ㄨㄟui ㄨㄣun ㄨㄥong ㄩㄣun ㄩㄥiong ㄩㄢuan"); // where the letters are not those of the parts
const FIRST = pairs("ㄧyi ㄧㄣyin ㄧㄥying ㄨwu ㄨㄥweng ㄩyu ㄩㄝyue ㄩㄢyuan ㄩㄣyun ㄩㄥyong");
const TONES = "ˊˇˋ˙ ";
const SYLLABLE = new RegExp(`([${[...INITIALS.keys()].join("")}]?)([ㄧㄨㄩ]?)([${[...FINALS.keys()].join("")}]?)([${TONES}]?)`, "g");

export const SYMBOLS = ["ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏ", "ㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ", "ㄧㄨㄩㄚㄛㄜㄝㄞㄟㄠㄡ", "ㄢㄣㄤㄥㄦˊˇˋ˙"];

function pairs(text) {
  return new Map(text.split(" ").map((pair) => [pair.replace(/[a-z]+/, ""), pair.replace(/[^a-z]+/, "")]));
}

export function pinyin(typed) {
  const letters = [...typed].filter((each) => !TONES.includes(each));
  if (letters.length > 1 && letters.every((each) => INITIALS.has(each)) && letters.length === typed.length)
    return letters.map((each) => INITIALS.get(each)[0]).join("");
  return [...typed.matchAll(SYLLABLE)].map(([whole, ...parts]) => (whole ? syllable(...parts, typed.endsWith(whole)) : "")).join("");
}

function syllable(initial, medial, final, tone, last) {
  if (ALONE.has(initial) && /[ㄧㄩ]/.test(medial)) return `${INITIALS.get(initial)}i${syllable("", medial, final, tone, last)}`;
  if (!medial && !final) return INITIALS.has(initial) ? INITIALS.get(initial) + (ALONE.has(initial) && (tone || !last) ? "i" : "") : "";
  const rhyme = medial + final;
  if (initial) return INITIALS.get(initial) + (AFTER.get(rhyme) ?? vowel(initial, medial) + (FINALS.get(final) ?? ""));
  return FIRST.get(rhyme) ?? ({ ㄧ: "y", ㄨ: "w" }[medial] ?? "") + (FINALS.get(final) ?? "");
}

// Pinyin writes ü as u after j, q and x, and as v after n and l, where the two are not the same.
function vowel(initial, medial) {
  if (medial === "ㄩ") return "ㄋㄌ".includes(initial) ? "v" : "u";
  return { ㄧ: "i", ㄨ: "u" }[medial] ?? "";
}
