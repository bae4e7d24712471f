import type { Texts } from './texts.js';

/** What the REST API says, in Russian. */
export const RU: Texts = {
  codes: {
    UZ1007: [
      'Нет ключа API, или он неверен',
      'Пришлите `Authorization: Bearer <ключ>`. Ключи делает `uzel key add <имя>` и показывает один раз.',
    ],
    UZ1008: [
      'Ключу API это не позволено',
      'Возьмите ключ с той областью, которую называет сообщение: области показывает `uzel key list`, новый ключ делает `uzel key add <имя> --scopes <список>`.',
    ],
    UZ1009: [
      'Слишком много запросов',
      'Подождите столько секунд, сколько сказано в `Retry-After`, и дальше спрашивайте реже. Ключ с другим пределом делает `uzel key add <имя> --rate <число>`.',
    ],
    UZ1101: [
      'Имени файла нет, или оно небезопасно',
      'В имени путь наружу или знаки, которых в именах файлов не бывает. Дайте файлу простое имя.',
    ],
    UZ1102: ['Файл пуст', 'Пришлите файл с содержимым; если он не пуст, ищите прокси, который теряет тела запросов.'],
    UZ1103: ['Часть больше, чем file_limit', 'Пришлите файл частями поменьше, или поднимите `FILE_LIMIT`.'],
    UZ1104: ['Файл больше предела', 'Поднимите `FEED_LIMIT`, или выгружайте из 1С порциями поменьше.'],
    UZ1105: ['Диск полон', 'Освободите место под `DATA_DIR` и повторите. Что было раньше, цело.'],
    UZ1106: ['Передача файла оборвалась', 'Пришлите файл ещё раз: от оборванной части ничего не осталось.'],
    UZ1201: ['Такого файла не присылали', 'Сообщение перечисляет, что пришло. Пришлите файл и повторите.'],
    UZ1202: ['Файл не цел', 'У файла нет конца: его обрезало по дороге. Пришлите его ещё раз.'],
    UZ1203: [
      'Архив повреждён или небезопасен',
      'Архив не открывается или больше пределов (`ZIP_ENTRIES`, `ZIP_UNPACKED`, `ZIP_RATIO`). Упакуйте его заново, или пришлите XML.',
    ],
    UZ1204: ['Очередь загрузки занята', 'Узел ещё загружает. Повторите через несколько минут.'],
    UZ1205: [
      'Загрузка не удалась',
      'Причину называют журнал обмена (`uzel exchange show <id>`) и лог сервера. Файл сохранён: повторите.',
    ],
    UZ1301: [
      'XML записан с ошибкой',
      'Сообщение называет файл, строку и столбец. Чаще всего неверный знак пишет доработанная выгрузка.',
    ],
    UZ1302: [
      'В XML есть DOCTYPE',
      'В CommerceML его нет; такой файл не принимается ради безопасности. Посмотрите, что его сделало.',
    ],
    UZ1303: [
      'XML больше предела',
      'Вложенность или текст больше, чем позволяют `XML_DEPTH`, `XML_TEXT` или `XML_ATTRIBUTE`. Поднимите предел, если файл верен.',
    ],
    UZ1304: [
      'Кодировка не поддерживается',
      'Пришлите UTF-8, UTF-16 или windows-1251 и назовите её в первой строке файла.',
    ],
    UZ1305: [
      'Это не CommerceML',
      'Нужен XML с корнем `КоммерческаяИнформация` или ZIP с такими файлами. Посмотрите, тот ли это файл.',
    ],
    UZ1501: ['Запрос неверен', 'В ответе названо каждое неверное поле. Правила в `/v1/openapi.json`.'],
    UZ1502: [
      'Idempotency-Key уже был у другого запроса',
      'Для другого запроса возьмите новый Idempotency-Key; с тем же ключом повторяйте тот же запрос.',
    ],
    UZ1503: ['Номер заказа занят', 'Возьмите другой номер, или не пишите `number`: у магазина свой счётчик.'],
    UZ1504: [
      'Номер заказа слишком длинен для 1С',
      'В 1С 11 знаков: сократите номер или приставку узла (`uzel node set <имя>`).',
    ],
    UZ1505: [
      'Суммы не сходятся',
      'Пришлите суммы, которые даёт количество × цена − скидка + налог, с двумя знаками и половиной вверх, или не пишите их.',
    ],
    UZ1506: ['Тем временем это изменили', 'Прочтите заново и внесите правку в то, что есть теперь.'],
    UZ1507: ['Не найдено', 'Проверьте адрес и id. Id другого магазина здесь неизвестны.'],
    UZ1508: [
      'Номер закреплён: его видела 1С',
      '1С знает заказ под этим номером, он остаётся. Если нужен другой, оформите другой заказ.',
    ],
    UZ1509: [
      'Нет Idempotency-Key',
      'Пришлите заголовок `Idempotency-Key` со своим значением для каждого заказа, например id корзины.',
    ],
    UZ1510: ['Тело не JSON', 'Пришлите один документ JSON в UTF-8.'],
    UZ1511: ['Тело слишком велико', 'Пришлите меньше за один раз.'],
    UZ1512: ['Тело должно быть application/json', 'Пришлите заголовок `Content-Type: application/json`.'],
    UZ1513: ['Метод здесь не принимается', 'Какие методы знает адрес, сказано в `/v1/openapi.json`.'],
    UZ1514: ['Такого диапазона в файле нет', 'Просите диапазон внутри файла, или весь файл.'],
    UZ1515: [
      'Заказ, возможно, уже есть в 1С',
      'Заказ был в ответе той 1С, которой он принадлежит, и она могла его записать. `"force": true` шлите, только если знаете, что это не так, или там его удалили.',
    ],
    UZ1516: [
      'Заказ заблокирован',
      'Дождитесь конца блокировки (`lock.until`), или снимите её: `DELETE /v1/orders/{id}/lock`.',
    ],
    UZ1517: [
      'Промокод неверен',
      'Уберите промокод из заказа, или внесите его в справочник: `PUT /v1/promo-codes/{code}`.',
    ],
    UZ1518: ['О дубле уже решено', 'Действует первое решение. Прочтите дубль заново.'],
    UZ1519: ['Покупатель отменил заказ', 'Оформите новый заказ: отменённое покупателем никто не возвращает.'],
    UZ1520: ['Узел не берёт заказы', 'Назовите узел, который работает и получает заказы: `uzel node list`.'],
    UZ1521: [
      'Изменений того времени больше нет',
      'Начните заново: прочтите выгрузку (`GET /v1/export/products.ndjson`) и следите за изменениями с номера из её заголовка `Uzel-Seq`.',
    ],
    UZ1522: [
      'Заявка окончена',
      'Возьмите заново: что было взято тогда, даётся ещё раз, вам или другому с тем же именем.',
    ],
    UZ1523: [
      'Адрес вебхука не разрешён',
      'Дайте адрес https в открытой сети. Для адресов своей сети есть `WEBHOOK_ALLOW_PRIVATE`.',
    ],
    UZ1524: [
      'Больше нельзя',
      'Уберите то, что не нужно, или закройте соединения, которых никто не читает; предел назван в сообщении.',
    ],
    UZ1525: [
      'Загрузку уже не остановить',
      'Она окончена, или пишется её последний шаг. Прочтите отчёт; обмен отменяет `uzel restore`.',
    ],
    UZ1526: [
      'Код вашей системы есть у другого товара, или о паре уже решено',
      'Прочтите, что есть теперь. Сначала уберите код (`refs`) у другого товара, или решите о паре заново.',
    ],
    UZ1527: [
      'Запрос идёт слишком долго',
      'Просите меньше: меньше фильтров или граней, меньшую группу, меньшую страницу.',
    ],
    UZ1528: ['Эту запись ведёт 1С', 'Измените её в 1С: она придёт со следующим обменом.'],
    UZ1529: [
      'Файл слишком велик',
      'Поднимите `FEED_LIMIT`, пришлите файл упакованным в ZIP или порциями. Пробной загрузке можно файлы поменьше: предел назван в сообщении.',
    ],
    UZ1601: ['База данных недоступна', 'Проверьте `DATABASE_URL`, и работает ли база и пускает ли этот компьютер.'],
    UZ1608: ['Имя или логин заняты', 'Возьмите другое имя или логин.'],
    UZ1612: [
      'Того, что нужно, больше нет',
      'Присланное и прежние строки хранятся только RETENTION_DAYS. Более старое не повторить и не вернуть.',
    ],
    UZ1999: [
      'Внутренняя ошибка',
      'Ошибка Uzel. Повторите; если она остаётся, сообщите о ней со строками лога за то же время.',
    ],
  },
  sentences: {
    'The request is not valid.': 'Запрос неверен.',
    '(And {0} more: see `errors`.)': '(И ещё {0}: см. `errors`.)',
    'This field is missing.': 'Этого поля нет.',
    'This must be of the type {0}.': 'Здесь должен быть тип {0}.',
    'This must be one of {0}.': 'Здесь должно быть одно из: {0}.',
    'This must be an id of ours: a UUID.': 'Здесь должен быть наш id: UUID.',
    'There is no such field. Check its spelling, or leave it out.':
      'Такого поля нет. Проверьте, как оно пишется, или уберите его.',
    'There is no such node. `uzel node list` shows their names.': 'Такого узла нет. Имена показывает `uzel node list`.',
    'Several id spaces have this 1C id. Say which in `idSpace`, or take our id.':
      'Этот id из 1С есть в нескольких пространствах id. Назовите одно в `idSpace`, или возьмите наш id.',
    'Send one ETag: that of the order you changed.': 'Пришлите один ETag: того заказа, который вы меняли.',
    'This cursor does not belong to this list. Begin again without `cursor`, and pass on what `next` gives.':
      'Этот курсор не от этого списка. Начните без `cursor` и передавайте то, что даёт `next`.',
    'This cursor does not belong to this list. Begin again without `cursor`.':
      'Этот курсор не от этого списка. Начните без `cursor`.',
    'This text is too long: at most {0} characters.': 'Текст слишком длинен: не больше {0} знаков.',
    'This text holds control characters. Leave them out.': 'В тексте управляющие знаки. Уберите их.',
    'This text must not be blank.': 'Текст не должен быть пустым.',
    'Send this number as a string, like "100.50": a JSON number may lose digits.':
      'Пришлите число строкой, как "100.50": число JSON может потерять цифры.',
    'This must be a decimal number with a dot, like "100.50": at most 15 digits before the dot and 6 after it, no sign.':
      'Здесь должно быть десятичное число с точкой, как "100.50": не больше 15 цифр до точки и 6 после, без знака.',
    'The quantity must be more than zero.': 'Количество должно быть больше нуля.',
    'This must be a currency code of ISO 4217: three capital letters, like "RUB".':
      'Здесь должен быть код валюты ISO 4217: три заглавные буквы, как "RUB".',
    'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z.':
      'Здесь должен быть момент ISO 8601 с поясом, как 2026-01-31T10:00:00Z.',
    'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z (in an address the + of a zone is written %2B).':
      'Здесь должен быть момент ISO 8601 с поясом, как 2026-01-31T10:00:00Z (в адресе + пояса пишется %2B).',
    'This must be a whole number from {0} to {1}.': 'Здесь должно быть целое число от {0} до {1}.',
    'This must be a whole number of seconds from {0} to {1}.': 'Здесь должно быть целое число секунд от {0} до {1}.',
    'This is no telephone number.': 'Это не номер телефона.',
    'This is no e-mail address.': 'Это не адрес почты.',
    'This is no tax id.': 'Это не ИНН.',
    'This lies before validFrom: the code would never be in force.':
      'Это раньше, чем validFrom: код никогда бы не действовал.',
    'A line needs an offerId, an externalId or a name.': 'Строке нужны offerId, externalId или name.',
    'An order needs a line.': 'Заказу нужна строка.',
    'An order has at most 5,000 lines.': 'В заказе не больше 5 000 строк.',
    'An order has at most 100 payments.': 'В заказе не больше 100 оплат.',
    'An order has at most 20 promo codes.': 'В заказе не больше 20 промокодов.',
    'This must be a rate like "20", a fraction like "20/120", or "none".':
      'Здесь должна быть ставка, как "20", дробь, как "20/120", или "none".',
    'A channel has at most 20 price types.': 'У канала не больше 20 видов цен.',
    'A channel has at most 500 rules.': 'У канала не больше 500 правил.',
    'A channel needs a price type to begin with.': 'Каналу нужен вид цен, с которого начинать.',
    'A price cannot fall by more than 100 per cent.': 'Цена не может упасть больше чем на 100 процентов.',
    'A rate must be more than zero.': 'Курс должен быть больше нуля.',
    'A step must be more than zero.': 'Шаг должен быть больше нуля.',
    'At most 1,000 offers at a time.': 'Не больше 1 000 предложений за раз.',
    'Name an offer at least.': 'Назовите хотя бы одно предложение.',
    'Name at most 1,000.': 'Назовите не больше 1 000.',
    'Name each offer once.': 'Назовите каждое предложение один раз.',
    'Name one at least, or leave this out.': 'Назовите хотя бы одно, или уберите это поле.',
    'No price lies in this band: `priceBelow` must be more than `priceFrom`, or more than zero.':
      'В этой полосе нет цен: `priceBelow` должно быть больше, чем `priceFrom`, или больше нуля.',
    'Say `prices`, `stock`, or both.': 'Скажите `prices`, `stock`, или оба.',
    'Say `step` or `ending`, one of them.': 'Скажите `step` или `ending`, одно из двух.',
    'There is no such channel. GET /v1/channels lists them.': 'Такого канала нет. Их перечисляет GET /v1/channels.',
    'There is no such offer. GET /v1/offers lists them.': 'Такого предложения нет. Их перечисляет GET /v1/offers.',
    'This is less than the floor.': 'Это меньше нижнего предела.',
    'This lies before validFrom: the rule would never hold.':
      'Это раньше, чем validFrom: правило никогда бы не действовало.',
    'This must be a decimal number with a dot, like "10" or "-2.5": at most 15 digits before the dot and 6 after it.':
      'Здесь должно быть десятичное число с точкой, как "10" или "-2.5": не больше 15 цифр до точки и 6 после.',
    'This must be the last digits of a price, like "99", "9.90" or "0.99".':
      'Здесь должны быть последние цифры цены, как "99", "9.90" или "0.99".',
    'Two rules have one id.': 'У двух правил один id.',
    'This must be a number that `last` or `seq` told, or `latest`.':
      'Здесь должен быть номер, который дал `last` или `seq`, или `latest`.',
    'At most {0} values.': 'Не больше {0} значений.',
    'At most {0} properties.': 'Не больше {0} свойств.',
    'Name the price type too: `priceType`.': 'Назовите и вид цен: `priceType`.',
    'With `updatedAfter` products stand in the order of their changes: leave `sort` out.':
      'С `updatedAfter` товары стоят в порядке их изменений: уберите `sort`.',
    'This needs LISTING=true in the settings of the server.': 'Для этого в настройках сервера нужно LISTING=true.',
    'Name an event at least.': 'Назовите хотя бы одно событие.',
    'Name at most 100.': 'Назовите не больше 100.',
    'Two payments have one key.': 'У двух платежей один ключ.',
    'Lines are numbered from 1.': 'Строки нумеруются с 1.',
    'Name a line at least, or leave this out.': 'Назовите хотя бы одну строку, или уберите это поле.',
    'Name each line once.': 'Назовите каждую строку один раз.',
    'Versions are numbered from 1.': 'Версии нумеруются с 1.',
    'Name an order at least.': 'Назовите хотя бы один заказ.',
    'At most 500 orders at a time.': 'Не больше 500 заказов за раз.',
    'This must be an e-mail address.': 'Здесь должен быть адрес электронной почты.',
    'This server sends no mail: set SMTP_URL and MAIL_FROM.':
      'Этот сервер не отправляет почту: задайте SMTP_URL и MAIL_FROM.',
    'Say what is searched for: `q`.': 'Скажите, что искать: `q`.',
    'At most 200 offers.': 'Не больше 200 предложений.',
    'Name one quantity, or one for each offer.': 'Назовите одно количество или по одному на каждое предложение.',
    'This must be a name of Latin letters, digits, dots, hyphens and underlines: 63 characters at most.':
      'Здесь должно быть имя из латинских букв, цифр, точек, дефисов и подчёркиваний: не больше 63 знаков.',
    'Name a product at least.': 'Назовите хотя бы один товар.',
    'At most 1,000 at a time.': 'Не больше 1000 за раз.',
    'Name each product once.': 'Назовите каждый товар один раз.',
    'Name each ref once.': 'Назовите каждый ref один раз.',
    'Name an item at least.': 'Назовите хотя бы одну позицию.',
    'Name a rule at least.': 'Назовите хотя бы одно правило.',
    'Name each rule once.': 'Назовите каждое правило один раз.',
    'Say which product it is.': 'Скажите, какой это товар.',
    'Leave the product out: all is open again.': 'Уберите товар: всё снова открыто.',
    'Name a system, or `idSpace` and `among`.': 'Назовите систему, или `idSpace` и `among`.',
    'Name another id space: a product is itself.': 'Назовите другое пространство id: товар и так равен себе.',
    'No product has this id space.': 'Ни у одного товара нет такого пространства id.',
    'There is no such product. GET /v1/products lists them.': 'Такого товара нет. Список: GET /v1/products.',
    'This product is not of the id space that is sought in.': 'Этот товар не из того пространства id, где ищут.',
    'There is no such price type. GET /v1/price-types lists them.': 'Такого типа цен нет. Список: GET /v1/price-types.',
    'Name a price type, or a channel: what do the offers cost?':
      'Назовите тип цен или канал: сколько стоят предложения?',
    'This must be an address that begins with https:// or http://.':
      'Это должен быть адрес, который начинается с https:// или http://.',
    'This must be one of 160, 320, 640, 1280.': 'Допустимо одно из: 160, 320, 640, 1280.',
    'Name the width too: `width`.': 'Назовите и ширину: `width`.',
    '1C says no currency of this price type. Name a channel: it has one.':
      '1С не называет валюту этого типа цен. Назовите канал: у него она есть.',
    'Facets are `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` and `prop:` with a property.':
      'Фасеты — это `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` и `prop:` со свойством.',
    'At most {0} facets.': 'Не больше {0} фасетов.',
    'Send one file in the field `file`, and the other fields as short text.':
      'Отправьте один файл в поле `file`, а остальные поля — коротким текстом.',
    'Send an API key: `Authorization: Bearer <key>`. `uzel key add <name>` makes one.':
      'Пришлите ключ API: `Authorization: Bearer <key>`. Ключ делает `uzel key add <name>`.',
    'This API key is not known, or it was revoked. `uzel key add <name>` makes a new one.':
      'Такого ключа API нет, или он отозван. Новый делает `uzel key add <name>`.',
    'This needs a key with the scope "{0}"; the key "{1}" has {2}. Make one: uzel key add <name> --scopes {3}.':
      'Здесь нужен ключ с областью "{0}"; у ключа "{1}" есть {2}. Сделайте такой: uzel key add <имя> --scopes {3}.',
    'This API key may send {0} requests a minute. Wait until the minute is over, see Retry-After.':
      'Этому ключу API можно слать {0} запросов в минуту. Дождитесь конца минуты: см. Retry-After.',
    'Too many requests with API keys that are not known came from this address. Wait a minute, and check the key.':
      'С этого адреса пришло слишком много запросов с неизвестными ключами API. Подождите минуту и проверьте ключ.',
    'There is nothing with the id {0} here. Take ids from the lists.':
      'Здесь нет ничего с id {0}. Берите id из списков.',
    'There is no {0}. See /v1/openapi.json for what there is.': 'Адреса {0} нет. Что есть, сказано в /v1/openapi.json.',
    'The address is not a valid one: a % in it is not followed by two hex digits.':
      'Адрес записан неверно: за знаком % в нём нет двух шестнадцатеричных цифр.',
    'There is no order "{0}". Its number and id are in GET /v1/orders.':
      'Заказа "{0}" нет. Номера и id показывает GET /v1/orders.',
    'There is no channel {0}. GET /v1/channels lists them.': 'Канала {0} нет. Их перечисляет GET /v1/channels.',
    'There is no such webhook here. GET /v1/webhooks lists them.':
      'Такого вебхука здесь нет. Их перечисляет GET /v1/webhooks.',
    'The order has nothing with the key "{0}" here. Its keys are in GET /v1/orders/{id}.':
      'В заказе здесь нет ничего с ключом "{0}". Ключи показывает GET /v1/orders/{id}.',
    'The body cannot be read as JSON. Check it with a JSON tool.':
      'Тело не читается как JSON. Проверьте его любой программой для JSON.',
    'The body is larger than 1 MB. Send less.': 'Тело больше 1 МБ. Пришлите меньше.',
    'Send JSON in UTF-8, and say so: `Content-Type: application/json`.':
      'Пришлите JSON в UTF-8 и назовите его: `Content-Type: application/json`.',
    'The body must be JSON in UTF-8: `Content-Type: application/json`.':
      'Тело должно быть JSON в UTF-8: `Content-Type: application/json`.',
    'Send a form: `Content-Type: multipart/form-data`, with the fields `node` and `file`.':
      'Пришлите форму: `Content-Type: multipart/form-data`, с полями `node` и `file`.',
    'The form has no file. Send it in the field `file`.': 'В форме нет файла. Пришлите его в поле `file`.',
    '{0} is not for this address. It takes {1}.': 'Метод {0} этот адрес не принимает. Он принимает {1}.',
    'This Idempotency-Key was used with another body. Use a new key for each new order.':
      'Этот Idempotency-Key уже был у другого тела. Для каждого нового заказа берите новый ключ.',
    'This Idempotency-Key was used for another request. Use a new key for each new request, and the same one to repeat it.':
      'Этот Idempotency-Key уже был у другого запроса. Для каждого нового запроса берите новый ключ, для повтора тот же.',
    'Send an Idempotency-Key with each new order, a UUID for instance, and the same one when you repeat the request: then no order is made twice.':
      'Шлите с каждым новым заказом Idempotency-Key, например UUID, а повторяя запрос, тот же: тогда заказ не удвоится.',
    'The order number "{0}" is taken. Give another one, or none: the next free number is taken then.':
      'Номер заказа "{0}" занят. Дайте другой или никакого: тогда берётся следующий свободный.',
    'The order number "{0}" is taken. Give another one.': 'Номер заказа "{0}" занят. Дайте другой.',
    'The order number {0} is longer than {1} characters, the most that 1C compares. Use a shorter number or prefix.':
      'Номер заказа {0} длиннее {1} знаков, а больше 1С не сравнивает. Возьмите номер или приставку короче.',
    '1C knows this order as number {0}: it finds it by that. The number cannot be changed any more.':
      '1С знает этот заказ под номером {0} и находит его по нему. Номер уже не изменить.',
    'The total given is {0}, but the lines and the delivery make {1}. Correct one of them.':
      'Прислана сумма {0}, а строки и доставка дают {1}. Исправьте одно из двух.',
    'Bonuses pay {0}, but the whole order costs {1}. Correct bonus.amount or the lines.':
      'Бонусами платят {0}, а весь заказ стоит {1}. Исправьте bonus.amount или строки.',
    'Line {0}: the amount given is {1}, but quantity, price, discount and tax make {2}. Correct one of them.':
      'Строка {0}: прислана сумма {1}, а количество, цена, скидка и налог дают {2}. Исправьте одно из них.',
    'Line {0}: the discount {1} is larger than the line itself. Its amount would be {2}.':
      'Строка {0}: скидка {1} больше самой строки. Её сумма была бы {2}.',
    'Line {0}: the tax given is {1}, but {2} % makes {3}. Correct one of them.':
      'Строка {0}: прислан налог {1}, а {2} % дают {3}. Исправьте одно из двух.',
    'Line {0}: there is no offer {1}. Read /v1/offers, or name the goods by externalId or name.':
      'Строка {0}: предложения {1} нет. Прочтите /v1/offers или назовите товар через externalId или name.',
    'Line {0}: the offer {1} is "{2}" in 1C, not "{3}". Give one of the two.':
      'Строка {0}: предложение {1} в 1С это "{2}", а не "{3}". Назовите одно из двух.',
    'Line {0} has no name, and the catalogue has none for {1}. Give the line a name.':
      'У строки {0} нет названия, и в каталоге его нет ({1}). Дайте строке название.',
    'The order is at version {0}, not {1}: somebody changed it meanwhile. Read it again and repeat the change.':
      'У заказа версия {0}, а не {1}: его тем временем изменили. Прочтите его заново и повторите правку.',
    'If-Match is not the ETag of any version of an order. Read the order again and send the ETag it came with.':
      'В If-Match нет ETag какой-либо версии заказа. Прочтите заказ заново и пришлите ETag, с которым он пришёл.',
    'The channel is at version {0}, not {1}: somebody changed it or its rules meanwhile. Read it again and repeat the change.':
      'У канала версия {0}, а не {1}: тем временем изменили его или его правила. Прочтите его заново и повторите правку.',
    'The order is being edited by {0} until {1}. Wait until then, or end that lock: DELETE /v1/orders/{2}/lock.':
      'Заказ правит {0} до {1}. Подождите или снимите блокировку: DELETE /v1/orders/{2}/lock.',
    'The customer has cancelled this order: it stays cancelled. Place a new order if the customer wants it after all.':
      'Покупатель отменил этот заказ, он остаётся отменённым. Если покупатель передумал, оформите новый.',
    'The order is cancelled: nothing of it is shipped. Take its cancellation back first.':
      'Заказ отменён: из него ничего не отгружают. Сначала верните заказ.',
    'Changes up to {0} are kept no more, and {1} lies before. Read an export and follow from its Uzel-Seq, or take `after=latest` when what was before does not matter.':
      'Изменения до {0} больше не хранятся, а {1} раньше. Прочтите выгрузку и следите с её Uzel-Seq, или возьмите `after=latest`, если прежнее не важно.',
    'The number {0} was never given: the last one is {1}. The database was put back to an earlier day, and numbers go on from there. Read an export and follow from its Uzel-Seq.':
      'Номера {0} ещё не было: последний {1}. Базу вернули к прежнему дню, и номера идут оттуда. Прочтите выгрузку и следите с её Uzel-Seq.',
    '{0} requests of this key are waiting for changes: STREAMS_PER_KEY allows no more. Close those that nobody reads.':
      'Изменений ждут {0} запросов этого ключа: больше STREAMS_PER_KEY не позволяет. Закройте те, которых никто не читает.',
    'A shop has at most {0} consumers of changed orders, and each of them came within {1} days. Claim with a name that you have claimed with before.':
      'У магазина не больше {0} потребителей изменённых заказов, и каждый приходил за последние дни ({1}). Берите заказы под именем, под которым брали раньше.',
    'Nobody has this claim now: its time passed and the orders were given again, or it was another shop’s. Claim anew.':
      'Этой заявки сейчас нет ни у кого: её время вышло и заказы отданы снова, или она была чужой. Возьмите заново.',
    'Something failed inside the server. Try again; if it stays, the log of the server says what it is.':
      'Внутри сервера что-то не удалось. Повторите; если не пройдёт, причину назовёт лог сервера.',
    'The order has no line {0}.': 'В заказе нет строки {0}.',
    'A customer needs a type and a name: 1C takes no order without them.':
      'Покупателю нужны type и name: без них 1С заказ не возьмёт.',
  },
};
