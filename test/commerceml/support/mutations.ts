/** A generator of numbers from 0 to 1 (mulberry32): one seed, one sequence. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What breaks documents, or is only just allowed in them. */
const FRAGMENTS: readonly string[] = [
  ...'<>&;"\'=/?![]-#x:;. \t\n\r\u0085\u2028\u00a0\ufeff\ufffe\uffff\ufffd\u0000\u0001\u001f\u007f\u0080\ue000',
  ...['😀', '\u{10000}', '\u{10ffff}', '\u{effff}', 'é', 'ї', 'Ґ', '\u0300', '·', '0', 'a', 'xml'],
  ...['<!--', '-->', '--', '<!-- a -->', '<!-- a -- b -->', '<!--->', '<!---->', '<!-- ]]> & < -->'],
  ...['<![CDATA[', ']]>', ']]', ']', '<![CDATA[]]>', '<![CDATA[ ]] > ]]]>', '<![CDATA[<Ид>&</Ид>\r\n]]>', '<![cdata['],
  ...['<?', '?>', '<?a?>', '<?a b?>', '<?a??>', '<? a?>', '<?xml?>', '<?XML a?>', '<?xml version="1.0"?>', '<?x:y z?>'],
  ...['<?xml version="1.1"?>', '<?xml version=\'1.0\' encoding="UTF-8" standalone="yes"?>', '<?xml encoding="a"?>'],
  ...['<?xml version="1.0" standalone="maybe"?>', '<?xml version="2.0"?>', '<?xml version="1.0"encoding="a"?>'],
  ...[
    '<!DOCTYPE a>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<!DOCTYPE',
    '<!ELEMENT a>',
    "<!DOCTYPE a ['>'<!-- ' --><?a ']?>]>",
  ],
  ...['&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&nbsp;', '&#65;', '&#x41;', '&#X41;', '&#0;', '&#1;', '&#xD800;'],
  ...[
    '&#x10FFFF;',
    '&#x110000;',
    '&#99999999999;',
    '&',
    '&amp',
    '&;',
    '& ;',
    '&a b;',
    '&#;',
    '&#x;',
    '&#xFFFE;',
    '&#13;',
  ],
  ...['&#000000000000000000065;', '&.a;', '&a.b;', '&toString;', '&__proto__;'],
  ...['<a>', '</a>', '<a/>', '< a>', '<a >', '</a >', '</ a>', '<a / >', '<a//>', '</>', '<>', '<1>', '<a<b>', '</a/>'],
  ...[
    '<a b="c">',
    "<a b='c'/>",
    '<a b=c>',
    '<a b>',
    '<a b="c"d="e"/>',
    '<a b="1" b="2"/>',
    '<a b="<"/>',
    '<a b="&lt;\t\r\n"/>',
  ],
  ...[' b="c"', ' b = "c"', ' xmlns="u"', ' xmlns:x="u"', ' xsi:nil="true"', ' xsi:nil="1" xsi:a="b"', ' x:nil="0"'],
  ...[
    ' __proto__="1"',
    ' a:b="1" b="2"',
    '<x:Ид>',
    '<Ид>',
    '</Ид>',
    '<Товар>',
    '</Товар>',
    '\r\n',
    '\n\r',
    '\r\r\n',
    ']]>>',
  ],
];

/** What may stand between two tags, and what it does to the reading there. */
const SOUND: readonly string[] = [
  ...[
    ' ',
    '\r\n',
    'text',
    ']] >',
    '>',
    '&amp;&#x41;',
    '<![CDATA[]]>',
    '<![CDATA[ ]] > ]]]>',
    '<!-- <a> & ]]> -->',
    '<?a b??>',
  ],
  ...['<a/>', '<a b="c"/>', '<a b=\'&quot;"\' c:d="\r\n\t"></a >', '<x:y\n></x:y\n>', '<😀>😀</😀>', '&#10;', '\t\t\r'],
];

/** The document with one to four changes in it. Characters are whole: no reader is given half of one. */
export function mutated(document: string, others: readonly string[], random: () => number): string {
  let characters = Array.from(document);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(list: readonly Item[], otherwise: Item): Item => list[below(list.length)] ?? otherwise;
  for (let change = random() < 0.6 ? 0 : below(4); change >= 0; change--) {
    const at = below(characters.length + 1);
    const length = random() < 0.7 ? below(4) : below(200);
    switch (below(9)) {
      case 0:
      case 1:
        characters.splice(at, random() < 0.5 ? 0 : length, ...Array.from(pick(FRAGMENTS, '')));
        break;
      case 2:
        characters.splice(at, length + 1);
        break;
      case 3:
        characters.splice(below(characters.length + 1), 0, ...characters.slice(at, at + length));
        break;
      case 4:
        characters.splice(at, length, ...Array.from(pick(others, '')).slice(below(300)).slice(0, length));
        break;
      case 5:
      case 6:
      case 7: {
        const behind = characters.indexOf('>', at) + 1;
        characters.splice(behind, 0, ...Array.from(pick(SOUND, '')));
        break;
      }
      default:
        if (random() < 0.3) characters = characters.slice(0, at);
        else characters.splice(at, 1, pick(characters, ''));
    }
  }
  return characters.join('');
}
