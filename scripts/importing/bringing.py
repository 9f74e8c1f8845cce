"""The verbs by which documents say that one brings, shows, hands in, prepares or fills in a paper: one list for all that read them.

Each is a pattern without groups, guarded against the words in which its characters mean something else.
"""

from __future__ import annotations

CARRY = (
    r"(?:随?携带?|随身带|(?<![附连])带(?:[上好齐来着])?(?![动领头队薪])|拿(?:[着上])?(?!到|出(?!生)|不|准|走|去|手|回|得)"
    r"|(?<![支保维坚主把扶])持(?!卡[人者]|续|证人)|凭(?!证|据|条))"
)
HAND_IN = r"(?:提供|提交|递交|上交|交验|出示|附上|连同|邮?寄(?=《)|(?<=[应当须需要请])出具)"
HAND_OVER = r"(?:交(?![通警易接代友往由给验])|附(?![近属件加上则])|备(?![案注用考查忘]))"  # plain verbs, clear only behind 「要」 「还」 「应」
PREPARE = r"(?:准备[好齐]?|备[好齐妥])"
FILL_IN = r"(?:填写|填报|填好|填(?=(?:[一两][张份])?《)|写好?(?=[一两]份))"
BRING = rf"(?:{CARRY}|{HAND_IN}|{PREPARE})"
