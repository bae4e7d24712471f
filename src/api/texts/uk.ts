import type { Texts } from './texts.js';

/** What the REST API says, in Ukrainian. */
export const UK: Texts = {
  codes: {
    UZ1007: [
      'Немає ключа API, або він хибний',
      'Надішліть `Authorization: Bearer <ключ>`. Ключі робить `uzel key add <назва>` і показує один раз.',
    ],
    UZ1008: [
      'Ключу API це не дозволено',
      'Візьміть ключ з тією областю, яку називає повідомлення: області показує `uzel key list`, новий ключ робить `uzel key add <назва> --scopes <список>`.',
    ],
    UZ1009: [
      'Забагато запитів',
      'Зачекайте стільки секунд, скільки сказано в `Retry-After`, і далі питайте рідше. Ключ з іншою межею робить `uzel key add <назва> --rate <число>`.',
    ],
    UZ1101: [
      'Назви файла немає, або вона небезпечна',
      'У назві шлях назовні або знаки, яких у назвах файлів не буває. Дайте файлу просту назву.',
    ],
    UZ1102: [
      'Файл порожній',
      'Надішліть файл із вмістом; якщо він не порожній, шукайте проксі, який губить тіла запитів.',
    ],
    UZ1103: ['Частина більша за file_limit', 'Надішліть файл меншими частинами, або підніміть `FILE_LIMIT`.'],
    UZ1104: ['Файл більший за межу', 'Підніміть `FEED_LIMIT`, або вивантажуйте з 1С меншими порціями.'],
    UZ1105: ['Диск заповнений', 'Звільніть місце під `DATA_DIR` і повторіть. Що було раніше, ціле.'],
    UZ1106: ['Передача файла обірвалась', 'Надішліть файл ще раз: від обірваної частини нічого не лишилось.'],
    UZ1201: ['Такого файла не надсилали', 'Повідомлення перелічує, що надійшло. Надішліть файл і повторіть.'],
    UZ1202: ['Файл не цілий', 'У файла немає кінця: його обрізало дорогою. Надішліть його ще раз.'],
    UZ1203: [
      'Архів пошкоджений або небезпечний',
      'Архів не відкривається або більший за межі (`ZIP_ENTRIES`, `ZIP_UNPACKED`, `ZIP_RATIO`). Запакуйте його знову, або надішліть XML.',
    ],
    UZ1204: ['Черга завантаження зайнята', 'Вузол ще завантажує. Повторіть за кілька хвилин.'],
    UZ1205: [
      'Завантаження не вдалося',
      'Причину називають журнал обміну (`uzel exchange show <id>`) і лог сервера. Файл збережено: повторіть.',
    ],
    UZ1301: [
      'XML записано з помилкою',
      'Повідомлення називає файл, рядок і стовпець. Найчастіше хибний знак пише доопрацьоване вивантаження.',
    ],
    UZ1302: [
      'У XML є DOCTYPE',
      'У CommerceML його немає; такий файл не приймається заради безпеки. Подивіться, що його зробило.',
    ],
    UZ1303: [
      'XML більший за межу',
      'Вкладеність або текст більші, ніж дозволяють `XML_DEPTH`, `XML_TEXT` чи `XML_ATTRIBUTE`. Підніміть межу, якщо файл правильний.',
    ],
    UZ1304: [
      'Кодування не підтримується',
      'Надішліть UTF-8, UTF-16 або windows-1251 і назвіть його в першому рядку файла.',
    ],
    UZ1305: [
      'Це не CommerceML',
      'Потрібен XML з коренем `КоммерческаяИнформация` або ZIP з такими файлами. Подивіться, чи той це файл.',
    ],
    UZ1501: ['Запит хибний', 'У відповіді названо кожне хибне поле. Правила в `/v1/openapi.json`.'],
    UZ1502: [
      'Idempotency-Key уже був в іншого запиту',
      'Для іншого запиту візьміть новий Idempotency-Key; з тим самим ключем повторюйте той самий запит.',
    ],
    UZ1503: ['Номер замовлення зайнятий', 'Візьміть інший номер, або не пишіть `number`: у магазину свій лічильник.'],
    UZ1504: [
      'Номер замовлення задовгий для 1С',
      'У 1С 11 знаків: скоротіть номер або префікс вузла (`uzel node set <назва>`).',
    ],
    UZ1505: [
      'Суми не сходяться',
      'Надішліть суми, які дає кількість × ціна − знижка + податок, з двома знаками і половиною вгору, або не пишіть їх.',
    ],
    UZ1506: ['Тим часом це змінили', 'Прочитайте знову і внесіть правку в те, що є тепер.'],
    UZ1507: ['Не знайдено', 'Перевірте адресу та id. Id іншого магазину тут невідомі.'],
    UZ1508: [
      'Номер закріплено: його бачила 1С',
      '1С знає замовлення під цим номером, він лишається. Якщо потрібен інший, оформіть інше замовлення.',
    ],
    UZ1509: [
      'Немає Idempotency-Key',
      'Надішліть заголовок `Idempotency-Key` зі своїм значенням для кожного замовлення, наприклад id кошика.',
    ],
    UZ1510: ['Тіло не JSON', 'Надішліть один документ JSON в UTF-8.'],
    UZ1511: ['Тіло завелике', 'Надішліть менше за один раз.'],
    UZ1512: ['Тіло має бути application/json', 'Надішліть заголовок `Content-Type: application/json`.'],
    UZ1513: ['Метод тут не приймається', 'Які методи знає адреса, сказано в `/v1/openapi.json`.'],
    UZ1514: ['Такого діапазону у файлі немає', 'Просіть діапазон усередині файла, або весь файл.'],
    UZ1515: [
      'Замовлення, можливо, вже є в 1С',
      'Замовлення було у відповіді тій 1С, якій воно належить, і вона могла його записати. `"force": true` надсилайте, тільки якщо знаєте, що це не так, або там його видалили.',
    ],
    UZ1516: [
      'Замовлення заблоковане',
      'Дочекайтеся кінця блокування (`lock.until`), або зніміть його: `DELETE /v1/orders/{id}/lock`.',
    ],
    UZ1517: [
      'Промокод хибний',
      'Приберіть промокод із замовлення, або внесіть його в довідник: `PUT /v1/promo-codes/{code}`.',
    ],
    UZ1518: ['Про дублікат уже вирішено', 'Діє перше рішення. Прочитайте дублікат знову.'],
    UZ1519: ['Покупець скасував замовлення', 'Оформіть нове замовлення: скасоване покупцем ніхто не повертає.'],
    UZ1520: ['Вузол не бере замовлення', 'Назвіть вузол, який працює і отримує замовлення: `uzel node list`.'],
    UZ1521: [
      'Змін того часу більше немає',
      'Почніть знову: прочитайте вивантаження (`GET /v1/export/products.ndjson`) і стежте за змінами з номера з його заголовка `Uzel-Seq`.',
    ],
    UZ1522: [
      'Заявку закінчено',
      'Візьміть знову: що було взято тоді, дається ще раз, вам або іншому з тією самою назвою.',
    ],
    UZ1523: [
      'Адресу вебхука не дозволено',
      'Дайте адресу https у відкритій мережі. Для адрес своєї мережі є `WEBHOOK_ALLOW_PRIVATE`.',
    ],
    UZ1524: [
      'Більше не можна',
      'Приберіть те, що не потрібно, або закрийте з’єднання, яких ніхто не читає; межу названо в повідомленні.',
    ],
    UZ1525: [
      'Завантаження вже не зупинити',
      'Воно закінчене, або пишеться його останній крок. Прочитайте звіт; обмін скасовує `uzel restore`.',
    ],
    UZ1526: [
      'Код вашої системи вже має інший товар, або про пару вже вирішено',
      'Прочитайте, що є тепер. Спершу приберіть код (`refs`) в іншого товару, або вирішіть про пару знову.',
    ],
    UZ1527: ['Запит триває задовго', 'Просіть менше: менше фільтрів чи граней, меншу групу, меншу сторінку.'],
    UZ1528: ['Цей запис веде 1С', 'Змініть його в 1С: він прийде з наступним обміном.'],
    UZ1529: [
      'Файл завеликий',
      'Підніміть `FEED_LIMIT`, надішліть файл запакованим у ZIP або порціями. Пробному завантаженню можна менші файли: межу названо в повідомленні.',
    ],
    UZ1601: ['База даних недоступна', 'Перевірте `DATABASE_URL`, і чи працює база та чи пускає цей комп’ютер.'],
    UZ1608: ['Назва або логін зайняті', 'Візьміть іншу назву або логін.'],
    UZ1612: [
      'Того, що потрібно, більше немає',
      'Надіслане і попередні рядки зберігаються тільки RETENTION_DAYS. Старіше не повторити і не повернути.',
    ],
    UZ1999: [
      'Внутрішня помилка',
      'Помилка Uzel. Повторіть; якщо вона лишається, повідомте про неї з рядками логу за той самий час.',
    ],
  },
  sentences: {
    'The request is not valid.': 'Запит хибний.',
    '(And {0} more: see `errors`.)': '(І ще {0}: див. `errors`.)',
    'This field is missing.': 'Цього поля немає.',
    'This must be of the type {0}.': 'Тут має бути тип {0}.',
    'This must be one of {0}.': 'Тут має бути одне з: {0}.',
    'This must be an id of ours: a UUID.': 'Тут має бути наш id: UUID.',
    'There is no such field. Check its spelling, or leave it out.':
      'Такого поля немає. Перевірте, як воно пишеться, або приберіть його.',
    'There is no such node. `uzel node list` shows their names.': 'Такого вузла немає. Назви показує `uzel node list`.',
    'Several id spaces have this 1C id. Say which in `idSpace`, or take our id.':
      'Цей id з 1С є в кількох просторах id. Назвіть один в `idSpace`, або візьміть наш id.',
    'Send one ETag: that of the order you changed.': 'Надішліть один ETag: того замовлення, яке ви змінювали.',
    'This cursor does not belong to this list. Begin again without `cursor`, and pass on what `next` gives.':
      'Цей курсор не від цього списку. Почніть без `cursor` і передавайте те, що дає `next`.',
    'This cursor does not belong to this list. Begin again without `cursor`.':
      'Цей курсор не від цього списку. Почніть без `cursor`.',
    'This text is too long: at most {0} characters.': 'Текст задовгий: не більше {0} знаків.',
    'This text holds control characters. Leave them out.': 'У тексті керівні знаки. Приберіть їх.',
    'This text must not be blank.': 'Текст не має бути порожнім.',
    'Send this number as a string, like "100.50": a JSON number may lose digits.':
      'Надішліть число рядком, як "100.50": число JSON може втратити цифри.',
    'This must be a decimal number with a dot, like "100.50": at most 15 digits before the dot and 6 after it, no sign.':
      'Тут має бути десяткове число з крапкою, як "100.50": не більше 15 цифр до крапки і 6 після, без знака.',
    'The quantity must be more than zero.': 'Кількість має бути більша за нуль.',
    'This must be a currency code of ISO 4217: three capital letters, like "RUB".':
      'Тут має бути код валюти ISO 4217: три великі літери, як "RUB".',
    'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z.':
      'Тут має бути момент ISO 8601 з поясом, як 2026-01-31T10:00:00Z.',
    'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z (in an address the + of a zone is written %2B).':
      'Тут має бути момент ISO 8601 з поясом, як 2026-01-31T10:00:00Z (в адресі + поясу пишеться %2B).',
    'This must be a whole number from {0} to {1}.': 'Тут має бути ціле число від {0} до {1}.',
    'This must be a whole number of seconds from {0} to {1}.': 'Тут має бути ціле число секунд від {0} до {1}.',
    'This is no telephone number.': 'Це не номер телефону.',
    'This is no e-mail address.': 'Це не адреса пошти.',
    'This is no tax id.': 'Це не податковий номер.',
    'This lies before validFrom: the code would never be in force.': 'Це раніше за validFrom: код ніколи б не діяв.',
    'A line needs an offerId, an externalId or a name.': 'Рядку потрібні offerId, externalId або name.',
    'An order needs a line.': 'Замовленню потрібен рядок.',
    'An order has at most 5,000 lines.': 'У замовленні не більше 5 000 рядків.',
    'An order has at most 100 payments.': 'У замовленні не більше 100 оплат.',
    'An order has at most 20 promo codes.': 'У замовленні не більше 20 промокодів.',
    'This must be a rate like "20", a fraction like "20/120", or "none".':
      'Тут має бути ставка, як "20", дріб, як "20/120", або "none".',
    'A channel has at most 20 price types.': 'У каналу не більше 20 видів цін.',
    'A channel has at most 500 rules.': 'У каналу не більше 500 правил.',
    'A channel needs a price type to begin with.': 'Каналу потрібен вид цін, з якого починати.',
    'A price cannot fall by more than 100 per cent.': 'Ціна не може впасти більше ніж на 100 відсотків.',
    'A rate must be more than zero.': 'Курс має бути більший за нуль.',
    'A step must be more than zero.': 'Крок має бути більший за нуль.',
    'At most 1,000 offers at a time.': 'Не більше 1 000 пропозицій за раз.',
    'Name an offer at least.': 'Назвіть хоча б одну пропозицію.',
    'Name at most 1,000.': 'Назвіть не більше 1 000.',
    'Name each offer once.': 'Назвіть кожну пропозицію один раз.',
    'Name one at least, or leave this out.': 'Назвіть хоча б одне, або приберіть це поле.',
    'No price lies in this band: `priceBelow` must be more than `priceFrom`, or more than zero.':
      'У цій смузі немає цін: `priceBelow` має бути більше за `priceFrom`, або більше за нуль.',
    'Say `prices`, `stock`, or both.': 'Скажіть `prices`, `stock`, або обидва.',
    'Say `step` or `ending`, one of them.': 'Скажіть `step` або `ending`, одне з двох.',
    'There is no such channel. GET /v1/channels lists them.': 'Такого каналу немає. Їх перелічує GET /v1/channels.',
    'There is no such offer. GET /v1/offers lists them.': 'Такої пропозиції немає. Їх перелічує GET /v1/offers.',
    'This is less than the floor.': 'Це менше за нижню межу.',
    'This lies before validFrom: the rule would never hold.': 'Це раніше за validFrom: правило ніколи б не діяло.',
    'This must be a decimal number with a dot, like "10" or "-2.5": at most 15 digits before the dot and 6 after it.':
      'Тут має бути десяткове число з крапкою, як "10" або "-2.5": не більше 15 цифр до крапки і 6 після.',
    'This must be the last digits of a price, like "99", "9.90" or "0.99".':
      'Тут мають бути останні цифри ціни, як "99", "9.90" або "0.99".',
    'Two rules have one id.': 'У двох правил один id.',
    'This must be a number that `last` or `seq` told, or `latest`.':
      'Тут має бути номер, який дав `last` або `seq`, або `latest`.',
    'At most {0} values.': 'Не більше {0} значень.',
    'At most {0} properties.': 'Не більше {0} властивостей.',
    'Name the price type too: `priceType`.': 'Назвіть і вид цін: `priceType`.',
    'With `updatedAfter` products stand in the order of their changes: leave `sort` out.':
      'З `updatedAfter` товари стоять у порядку їх змін: приберіть `sort`.',
    'This needs LISTING=true in the settings of the server.':
      'Для цього в налаштуваннях сервера потрібно LISTING=true.',
    'Name an event at least.': 'Назвіть хоча б одну подію.',
    'Name at most 100.': 'Назвіть не більше 100.',
    'Two payments have one key.': 'У двох платежів один ключ.',
    'Lines are numbered from 1.': 'Рядки нумеруються з 1.',
    'Name a line at least, or leave this out.': 'Назвіть хоча б один рядок, або приберіть це поле.',
    'Name each line once.': 'Назвіть кожен рядок один раз.',
    'Versions are numbered from 1.': 'Версії нумеруються з 1.',
    'Name an order at least.': 'Назвіть хоча б одне замовлення.',
    'At most 500 orders at a time.': 'Не більше 500 замовлень за раз.',
    'This must be an e-mail address.': 'Тут має бути адреса електронної пошти.',
    'This server sends no mail: set SMTP_URL and MAIL_FROM.':
      'Цей сервер не надсилає пошту: задайте SMTP_URL і MAIL_FROM.',
    'Say what is searched for: `q`.': 'Скажіть, що шукати: `q`.',
    'At most 200 offers.': 'Не більше 200 пропозицій.',
    'Name one quantity, or one for each offer.': 'Назвіть одну кількість або по одній на кожну пропозицію.',
    'This must be a name of Latin letters, digits, dots, hyphens and underlines: 63 characters at most.':
      'Тут має бути назва з латинських літер, цифр, крапок, дефісів і підкреслень: не більше 63 знаків.',
    'Name a product at least.': 'Назвіть хоча б один товар.',
    'At most 1,000 at a time.': 'Не більше 1000 за раз.',
    'Name each product once.': 'Назвіть кожен товар один раз.',
    'Name each ref once.': 'Назвіть кожен ref один раз.',
    'Name an item at least.': 'Назвіть хоча б одну позицію.',
    'Name a rule at least.': 'Назвіть хоча б одне правило.',
    'Name each rule once.': 'Назвіть кожне правило один раз.',
    'Say which product it is.': 'Скажіть, який це товар.',
    'Leave the product out: all is open again.': 'Приберіть товар: усе знову відкрито.',
    'Name a system, or `idSpace` and `among`.': 'Назвіть систему, або `idSpace` і `among`.',
    'Name another id space: a product is itself.': 'Назвіть інший простір id: товар і так дорівнює собі.',
    'No product has this id space.': 'Жоден товар не має такого простору id.',
    'There is no such product. GET /v1/products lists them.': 'Такого товару немає. Список: GET /v1/products.',
    'This product is not of the id space that is sought in.': 'Цей товар не з того простору id, де шукають.',
    'There is no such price type. GET /v1/price-types lists them.':
      'Такого типу цін немає. Список: GET /v1/price-types.',
    'Name a price type, or a channel: what do the offers cost?':
      'Назвіть тип цін або канал: скільки коштують пропозиції?',
    'This must be an address that begins with https:// or http://.':
      'Це має бути адреса, що починається з https:// або http://.',
    'This must be one of 160, 320, 640, 1280.': 'Допустиме одне з: 160, 320, 640, 1280.',
    'Name the width too: `width`.': 'Назвіть і ширину: `width`.',
    '1C says no currency of this price type. Name a channel: it has one.':
      '1С не називає валюти цього типу цін. Назвіть канал: у нього вона є.',
    'Facets are `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` and `prop:` with a property.':
      'Фасети — це `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` і `prop:` із властивістю.',
    'At most {0} facets.': 'Не більше {0} фасетів.',
    'Send one file in the field `file`, and the other fields as short text.':
      'Надішліть один файл у полі `file`, а решту полів — коротким текстом.',
    'Send an API key: `Authorization: Bearer <key>`. `uzel key add <name>` makes one.':
      'Надішліть ключ API: `Authorization: Bearer <key>`. Ключ робить `uzel key add <name>`.',
    'This API key is not known, or it was revoked. `uzel key add <name>` makes a new one.':
      'Такого ключа API немає, або його відкликано. Новий робить `uzel key add <name>`.',
    'This needs a key with the scope "{0}"; the key "{1}" has {2}. Make one: uzel key add <name> --scopes {3}.':
      'Тут потрібен ключ з областю "{0}"; ключ "{1}" має {2}. Зробіть такий: uzel key add <ім’я> --scopes {3}.',
    'This API key may send {0} requests a minute. Wait until the minute is over, see Retry-After.':
      'Цьому ключу API можна слати {0} запитів на хвилину. Дочекайтеся кінця хвилини: див. Retry-After.',
    'Too many requests with API keys that are not known came from this address. Wait a minute, and check the key.':
      'З цієї адреси надійшло забагато запитів з невідомими ключами API. Зачекайте хвилину й перевірте ключ.',
    'There is nothing with the id {0} here. Take ids from the lists.':
      'Тут немає нічого з id {0}. Беріть id зі списків.',
    'There is no {0}. See /v1/openapi.json for what there is.': 'Адреси {0} немає. Що є, сказано в /v1/openapi.json.',
    'The address is not a valid one: a % in it is not followed by two hex digits.':
      'Адресу записано хибно: за знаком % у ній немає двох шістнадцяткових цифр.',
    'There is no order "{0}". Its number and id are in GET /v1/orders.':
      'Замовлення "{0}" немає. Номери та id показує GET /v1/orders.',
    'There is no channel {0}. GET /v1/channels lists them.': 'Каналу {0} немає. Їх перелічує GET /v1/channels.',
    'There is no such webhook here. GET /v1/webhooks lists them.':
      'Такого вебхука тут немає. Їх перелічує GET /v1/webhooks.',
    'The order has nothing with the key "{0}" here. Its keys are in GET /v1/orders/{id}.':
      'У замовленні тут немає нічого з ключем "{0}". Ключі показує GET /v1/orders/{id}.',
    'The body cannot be read as JSON. Check it with a JSON tool.':
      'Тіло не читається як JSON. Перевірте його будь-якою програмою для JSON.',
    'The body is larger than 1 MB. Send less.': 'Тіло більше за 1 МБ. Надішліть менше.',
    'Send JSON in UTF-8, and say so: `Content-Type: application/json`.':
      'Надішліть JSON в UTF-8 і назвіть його: `Content-Type: application/json`.',
    'The body must be JSON in UTF-8: `Content-Type: application/json`.':
      'Тіло має бути JSON в UTF-8: `Content-Type: application/json`.',
    'Send a form: `Content-Type: multipart/form-data`, with the fields `node` and `file`.':
      'Надішліть форму: `Content-Type: multipart/form-data`, з полями `node` і `file`.',
    'The form has no file. Send it in the field `file`.': 'У формі немає файлу. Надішліть його в полі `file`.',
    '{0} is not for this address. It takes {1}.': 'Метод {0} ця адреса не приймає. Вона приймає {1}.',
    'This Idempotency-Key was used with another body. Use a new key for each new order.':
      'Цей Idempotency-Key уже був в іншого тіла. Для кожного нового замовлення беріть новий ключ.',
    'This Idempotency-Key was used for another request. Use a new key for each new request, and the same one to repeat it.':
      'Цей Idempotency-Key уже був в іншого запиту. Для кожного нового запиту беріть новий ключ, для повтору той самий.',
    'Send an Idempotency-Key with each new order, a UUID for instance, and the same one when you repeat the request: then no order is made twice.':
      'Шліть з кожним новим замовленням Idempotency-Key, наприклад UUID, а повторюючи запит, той самий: тоді замовлення не подвоїться.',
    'The order number "{0}" is taken. Give another one, or none: the next free number is taken then.':
      'Номер замовлення "{0}" зайнятий. Дайте інший або жодного: тоді береться наступний вільний.',
    'The order number "{0}" is taken. Give another one.': 'Номер замовлення "{0}" зайнятий. Дайте інший.',
    'The order number {0} is longer than {1} characters, the most that 1C compares. Use a shorter number or prefix.':
      'Номер замовлення {0} довший за {1} знаків, а більше 1С не порівнює. Візьміть коротший номер або префікс.',
    '1C knows this order as number {0}: it finds it by that. The number cannot be changed any more.':
      '1С знає це замовлення під номером {0} і знаходить його за ним. Номер уже не змінити.',
    'The total given is {0}, but the lines and the delivery make {1}. Correct one of them.':
      'Надіслано суму {0}, а рядки й доставка дають {1}. Виправте одне з двох.',
    'Bonuses pay {0}, but the whole order costs {1}. Correct bonus.amount or the lines.':
      'Бонусами платять {0}, а все замовлення коштує {1}. Виправте bonus.amount або рядки.',
    'Line {0}: the amount given is {1}, but quantity, price, discount and tax make {2}. Correct one of them.':
      'Рядок {0}: надіслано суму {1}, а кількість, ціна, знижка й податок дають {2}. Виправте одне з них.',
    'Line {0}: the discount {1} is larger than the line itself. Its amount would be {2}.':
      'Рядок {0}: знижка {1} більша за сам рядок. Його сума була б {2}.',
    'Line {0}: the tax given is {1}, but {2} % makes {3}. Correct one of them.':
      'Рядок {0}: надіслано податок {1}, а {2} % дають {3}. Виправте одне з двох.',
    'Line {0}: there is no offer {1}. Read /v1/offers, or name the goods by externalId or name.':
      'Рядок {0}: пропозиції {1} немає. Прочитайте /v1/offers або назвіть товар через externalId чи name.',
    'Line {0}: the offer {1} is "{2}" in 1C, not "{3}". Give one of the two.':
      'Рядок {0}: пропозиція {1} в 1С це "{2}", а не "{3}". Назвіть одне з двох.',
    'Line {0} has no name, and the catalogue has none for {1}. Give the line a name.':
      'Рядок {0} не має назви, і в каталозі її немає ({1}). Дайте рядку назву.',
    'The order is at version {0}, not {1}: somebody changed it meanwhile. Read it again and repeat the change.':
      'Замовлення має версію {0}, а не {1}: його тим часом змінили. Прочитайте його знову й повторіть правку.',
    'If-Match is not the ETag of any version of an order. Read the order again and send the ETag it came with.':
      'В If-Match немає ETag жодної версії замовлення. Прочитайте замовлення знову й надішліть ETag, з яким воно прийшло.',
    'The channel is at version {0}, not {1}: somebody changed it or its rules meanwhile. Read it again and repeat the change.':
      'Канал має версію {0}, а не {1}: тим часом змінили його або його правила. Прочитайте його знову й повторіть правку.',
    'The order is being edited by {0} until {1}. Wait until then, or end that lock: DELETE /v1/orders/{2}/lock.':
      'Замовлення править {0} до {1}. Зачекайте або зніміть блокування: DELETE /v1/orders/{2}/lock.',
    'The customer has cancelled this order: it stays cancelled. Place a new order if the customer wants it after all.':
      'Покупець скасував це замовлення, воно лишається скасованим. Якщо покупець передумав, оформіть нове.',
    'The order is cancelled: nothing of it is shipped. Take its cancellation back first.':
      'Замовлення скасовано: з нього нічого не відвантажують. Спершу поверніть замовлення.',
    'Changes up to {0} are kept no more, and {1} lies before. Read an export and follow from its Uzel-Seq, or take `after=latest` when what was before does not matter.':
      'Зміни до {0} більше не зберігаються, а {1} раніше. Прочитайте вивантаження й стежте з його Uzel-Seq, або візьміть `after=latest`, якщо попереднє не важливе.',
    'The number {0} was never given: the last one is {1}. The database was put back to an earlier day, and numbers go on from there. Read an export and follow from its Uzel-Seq.':
      'Номера {0} ще не було: останній {1}. Базу повернули до попереднього дня, і номери йдуть звідти. Прочитайте вивантаження й стежте з його Uzel-Seq.',
    '{0} requests of this key are waiting for changes: STREAMS_PER_KEY allows no more. Close those that nobody reads.':
      'Змін чекають {0} запитів цього ключа: більше STREAMS_PER_KEY не дозволяє. Закрийте ті, яких ніхто не читає.',
    'A shop has at most {0} consumers of changed orders, and each of them came within {1} days. Claim with a name that you have claimed with before.':
      'Магазин має щонайбільше {0} споживачів змінених замовлень, і кожен приходив за останні дні ({1}). Беріть замовлення під іменем, під яким брали раніше.',
    'Nobody has this claim now: its time passed and the orders were given again, or it was another shop’s. Claim anew.':
      'Цієї заявки зараз немає ні в кого: її час минув і замовлення віддано знову, або вона була чужою. Візьміть знову.',
    'Something failed inside the server. Try again; if it stays, the log of the server says what it is.':
      'Усередині сервера щось не вдалося. Повторіть; якщо не мине, причину назве лог сервера.',
    'The order has no line {0}.': 'У замовленні немає рядка {0}.',
    'A customer needs a type and a name: 1C takes no order without them.':
      'Покупцеві потрібні type і name: без них 1С замовлення не візьме.',
  },
};
