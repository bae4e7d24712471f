import { readReal, realFiles } from './real-files.js';

/** A document with a little of everything that XML allows without a DTD. */
const RICH = `<?xml version="1.0" encoding="UTF-8"?>
<!-- before --><?before the root?>
<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2" xmlns:xsi="x" ВерсияСхемы="2.07" ДатаФормирования='2024-02-03'>
\t<Каталог СодержитТолькоИзменения="false"><Ид>cat</Ид>\r
\t\t<Товары>\r\n\t\t\t<Товар Статус="Новый" Код = "1&amp;2&#10;3\t4"><Ид>a#b</Ид>
<Наименование>Щётка «Їжак» &lt;b&gt; &quot;№5&quot; &#8364;&#x20AC; 😀</Наименование><Описание><![CDATA[<p>a ]] b</p>]]> and ]] more</Описание>
<Пустой/><Пустой /><ПустойЖе></ПустойЖе><Нет xsi:nil="true"/><x:Ид x:y="1" y="2">p</x:Ид ><!-- in --><?in it?>
</Товар></Товары>text<b>mixed</b> text</Каталог>
</КоммерческаяИнформация>
<!-- behind --><?behind?>
`;
const SMALL: readonly string[] = [
  RICH,
  '<a/>',
  '<a b="c"/>',
  '<a>b</a>',
  '<?xml version="1.0"?><a>]]&gt;</a>',
  "<?xml version='1.0' encoding='windows-1251' standalone='no' ?>\r\n<a\r\nb='c'\r\n>\r\n</a\r\n>\r\n",
  '<?xml version="1.1"?>\u0085<a b="c\u0085d\u2028e">\r\u0085f\u0085g\u2028h&#1;&#x1f;</a>\u2028',
  '<?xml version="1.5"?>\r\u0085<a>\u007f</a>',
  '<!DOCTYPE a [<!ELEMENT a ANY><!-- " --><?b "?><!ENTITY c \'d\'>] ><a>&c;</a>',
  '<a><b><c><d>1</d></c></b></a>\n',
  '<😀/>',
  '<𐀀 𐀁="1"><б>😀</б>😀<в/></𐀀>',
];

/** Documents to be damaged: some that are small and peculiar, and the beginnings of real exchanges, closed where they are cut. */
export function documents(): readonly string[] {
  const real = realFiles().map((name) => closed(readReal(name).subarray(0, 3000).toString('utf8')));
  return [...SMALL, ...real, ...SMALL];
}

/** As far as its last whole tag, with end tags for what is open there. */
function closed(beginning: string): string {
  const whole = beginning.slice(0, beginning.lastIndexOf('>') + 1);
  const open: string[] = [];
  for (const [, slash, name = '', rest] of whole.matchAll(/<(\/?)([^\s<>/!?]+)[^<>]*?(\/?)>/g)) {
    if (slash !== '') open.pop();
    else if (rest === '') open.unshift(name);
  }
  return whole + open.map((name) => `</${name}>`).join('');
}
