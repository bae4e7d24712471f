import type { Texts } from './texts.js';

/** What the REST API says, in Turkish. */
export const TR: Texts = {
  codes: {
    UZ1007: [
      'API anahtarı yok ya da yanlış',
      '`Authorization: Bearer <anahtar>` gönderin. Anahtarları `uzel key add <ad>` üretir ve bir kez gösterir.',
    ],
    UZ1008: [
      'API anahtarının buna yetkisi yok',
      'İletide adı geçen kapsama sahip bir anahtar kullanın: kapsamları `uzel key list` gösterir, yeni anahtarı `uzel key add <ad> --scopes <liste>` üretir.',
    ],
    UZ1009: [
      'Çok fazla istek',
      '`Retry-After` başlığındaki saniye kadar bekleyin, sonra daha seyrek sorun. Başka sınırlı bir anahtarı `uzel key add <ad> --rate <sayı>` üretir.',
    ],
    UZ1101: [
      'Dosya adı yok ya da güvenli değil',
      'Adda dışarı çıkan bir yol ya da dosya adlarında olmayan karakterler var. Dosyaya yalın bir ad verin.',
    ],
    UZ1102: ['Dosya boş', 'İçi dolu bir dosya gönderin; doluysa istek gövdelerini düşüren bir vekil sunucu arayın.'],
    UZ1103: [
      'Parça file_limit değerinden büyük',
      'Dosyayı daha küçük parçalarla gönderin ya da `FILE_LIMIT` değerini yükseltin.',
    ],
    UZ1104: ['Dosya sınırdan büyük', '`FEED_LIMIT` değerini yükseltin ya da 1C’den daha küçük bölümlerle aktarın.'],
    UZ1105: ['Disk dolu', '`DATA_DIR` altında yer açıp yineleyin. Önceden olanlar sağlam.'],
    UZ1106: ['Dosya aktarımı koptu', 'Dosyayı yeniden gönderin: kopan parçadan bir şey saklanmadı.'],
    UZ1201: ['Böyle bir dosya gönderilmedi', 'İleti gelenleri sıralar. Dosyayı gönderip yineleyin.'],
    UZ1202: ['Dosya tam değil', 'Dosyanın sonu yok: yolda kesilmiş. Yeniden gönderin.'],
    UZ1203: [
      'Arşiv bozuk ya da güvenli değil',
      'Arşiv açılmıyor ya da sınırları aşıyor (`ZIP_ENTRIES`, `ZIP_UNPACKED`, `ZIP_RATIO`). Yeniden paketleyin ya da XML gönderin.',
    ],
    UZ1204: ['İçe aktarma sırası dolu', 'Düğüm hâlâ içe aktarıyor. Birkaç dakika sonra yineleyin.'],
    UZ1205: [
      'İçe aktarma başarısız',
      'Nedenini değişimin günlüğü (`uzel exchange show <id>`) ve sunucu günlüğü söyler. Dosya saklandı: yineleyin.',
    ],
    UZ1301: [
      'XML hatalı yazılmış',
      'İleti dosyayı, satırı ve sütunu söyler. Çoğunlukla yanlış karakteri uyarlanmış bir dışa aktarım yazar.',
    ],
    UZ1302: [
      'XML içinde DOCTYPE var',
      'CommerceML’de DOCTYPE olmaz; böyle bir dosya güvenlik için alınmaz. Onu neyin ürettiğine bakın.',
    ],
    UZ1303: [
      'XML bir sınırı aşıyor',
      'İç içelik ya da metin `XML_DEPTH`, `XML_TEXT` veya `XML_ATTRIBUTE` sınırından büyük. Dosya doğruysa sınırı yükseltin.',
    ],
    UZ1304: ['Kodlama desteklenmiyor', 'UTF-8, UTF-16 ya da windows-1251 gönderin ve dosyanın ilk satırında belirtin.'],
    UZ1305: [
      'Bu CommerceML değil',
      'Kökü `КоммерческаяИнформация` olan bir XML ya da böyle dosyaların ZIP arşivi gerekir. Doğru dosya mı, bakın.',
    ],
    UZ1501: ['İstek geçerli değil', 'Yanıt, yanlış olan her alanı adıyla söyler. Kurallar `/v1/openapi.json` içinde.'],
    UZ1502: [
      'Idempotency-Key başka bir istekte kullanıldı',
      'Başka bir istek için yeni bir Idempotency-Key alın; aynı anahtarla aynı isteği yineleyin.',
    ],
    UZ1503: ['Sipariş numarası alınmış', 'Başka bir numara seçin ya da `number` yazmayın: mağazanın kendi sayacı var.'],
    UZ1504: [
      'Sipariş numarası 1C için çok uzun',
      '1C 11 karakter tutar: numarayı ya da düğümün önekini kısaltın (`uzel node set <ad>`).',
    ],
    UZ1505: [
      'Toplamlar tutmuyor',
      'Miktar × fiyat − indirim + vergi sonucunu iki basamakla, yarımı yukarı yuvarlayarak gönderin ya da hiç yazmayın.',
    ],
    UZ1506: ['Bu arada değiştirildi', 'Yeniden okuyun ve değişikliği şimdiki duruma uygulayın.'],
    UZ1507: ['Bulunamadı', 'Adresi ve kimliği denetleyin. Başka mağazanın kimlikleri burada bilinmez.'],
    UZ1508: [
      'Numara sabit: 1C onu gördü',
      '1C siparişi bu numarayla biliyor, numara kalır. Başkası gerekiyorsa yeni sipariş verin.',
    ],
    UZ1509: [
      'Idempotency-Key yok',
      'Her sipariş için kendi değerinizle `Idempotency-Key` başlığını gönderin, örneğin sepetin kimliğini.',
    ],
    UZ1510: ['Gövde JSON değil', 'UTF-8 ile bir JSON belgesi gönderin.'],
    UZ1511: ['Gövde çok büyük', 'Bir kerede daha az gönderin.'],
    UZ1512: ['Gövde application/json olmalı', '`Content-Type: application/json` başlığını gönderin.'],
    UZ1513: ['Bu yönteme izin yok', 'Adresin hangi yöntemleri bildiği `/v1/openapi.json` içinde.'],
    UZ1514: ['Dosyada böyle bir aralık yok', 'Dosyanın içinden bir aralık ya da bütününü isteyin.'],
    UZ1515: [
      'Sipariş belki de 1C’de var',
      'Sipariş, ait olduğu 1C’ye verilen bir yanıttaydı ve kaydedilmiş olabilir. `"force": true` yalnızca kaydedilmediğini ya da orada silindiğini biliyorsanız gönderin.',
    ],
    UZ1516: [
      'Sipariş kilitli',
      'Kilidin bitmesini bekleyin (`lock.until`) ya da kaldırın: `DELETE /v1/orders/{id}/lock`.',
    ],
    UZ1517: [
      'Promosyon kodu geçerli değil',
      'Kodu siparişten çıkarın ya da dizine ekleyin: `PUT /v1/promo-codes/{code}`.',
    ],
    UZ1518: ['Yineleme için karar verilmiş', 'İlk karar geçerlidir. Yinelemeyi yeniden okuyun.'],
    UZ1519: ['Müşteri siparişi iptal etti', 'Yeni bir sipariş verin: müşterinin iptal ettiğini kimse geri almaz.'],
    UZ1520: ['Düğüm sipariş almıyor', 'Çalışan ve sipariş alan bir düğüm söyleyin: `uzel node list`.'],
    UZ1521: [
      'O zamanki değişiklikler artık saklanmıyor',
      'Baştan başlayın: dışa aktarımı okuyun (`GET /v1/export/products.ndjson`), sonra `Uzel-Seq` başlığındaki numaradan izleyin.',
    ],
    UZ1522: [
      'Üstlenme sona erdi',
      'Yeniden üstlenin: o zaman alınanlar size ya da aynı adlı bir başkasına yine verilir.',
    ],
    UZ1523: [
      'Webhook adresine izin yok',
      'Açık ağa giden bir https adresi verin. Kendi ağınızın adresleri için `WEBHOOK_ALLOW_PRIVATE` var.',
    ],
    UZ1524: [
      'Daha fazlası olmaz',
      'Gerekmeyenleri kaldırın ya da kimsenin okumadığı bağlantıları kapatın; sınır iletide yazar.',
    ],
    UZ1525: [
      'İçe aktarma artık durdurulamaz',
      'Bitti ya da son adımı yazılıyor. Raporu okuyun; değişimi `uzel restore` geri alır.',
    ],
    UZ1526: [
      'Sisteminizin kodu başka bir üründe ya da eşleşmeye karar verilmiş',
      'Şimdi ne olduğunu okuyun. Önce kodu (`refs`) öbür üründen kaldırın ya da eşleşmeye yeniden karar verin.',
    ],
    UZ1527: ['Sorgu çok uzun sürüyor', 'Daha azını isteyin: daha az süzgeç, daha küçük grup, daha küçük sayfa.'],
    UZ1528: ['Bu kaydı 1C tutuyor', '1C’de değiştirin: bir sonraki değişimle gelir.'],
    UZ1529: [
      'Dosya çok büyük',
      '`FEED_LIMIT` değerini yükseltin, dosyayı ZIP olarak ya da bölümlerle gönderin. Deneme aktarımı daha küçük dosya alır: sınır iletide yazar.',
    ],
    UZ1601: [
      'Veritabanına ulaşılamıyor',
      '`DATABASE_URL` değerini, veritabanının çalıştığını ve bu makineyi kabul ettiğini denetleyin.',
    ],
    UZ1608: ['Ad ya da oturum adı alınmış', 'Başka bir ad ya da oturum adı seçin.'],
    UZ1612: [
      'Gereken artık saklanmıyor',
      'Gelenler ve eski satırlar yalnızca RETENTION_DAYS saklanır. Daha eskisi yinelenemez ve geri alınamaz.',
    ],
    UZ1999: ['İç hata', 'Uzel’in hatası. Yineleyin; sürerse günlükteki aynı zamanın satırlarıyla bildirin.'],
  },
  sentences: {
    'The request is not valid.': 'İstek geçerli değil.',
    '(And {0} more: see `errors`.)': '(Ve {0} tane daha: `errors` alanına bakın.)',
    'This field is missing.': 'Bu alan eksik.',
    'This must be of the type {0}.': 'Bu, {0} türünde olmalı.',
    'This must be one of {0}.': 'Bu, şunlardan biri olmalı: {0}.',
    'This must be an id of ours: a UUID.': 'Bu bizim bir kimliğimiz olmalı: bir UUID.',
    'There is no such field. Check its spelling, or leave it out.':
      'Böyle bir alan yok. Yazımını denetleyin ya da çıkarın.',
    'There is no such node. `uzel node list` shows their names.':
      'Böyle bir düğüm yok. Adlarını `uzel node list` gösterir.',
    'Several id spaces have this 1C id. Say which in `idSpace`, or take our id.':
      'Bu 1C kimliği birkaç kimlik alanında var. Hangisi olduğunu `idSpace` ile söyleyin ya da bizim kimliği kullanın.',
    'Send one ETag: that of the order you changed.': 'Tek bir ETag gönderin: değiştirdiğiniz siparişinkini.',
    'This cursor does not belong to this list. Begin again without `cursor`, and pass on what `next` gives.':
      'Bu imleç bu listeye ait değil. `cursor` olmadan baştan başlayın ve `next` ne verirse onu iletin.',
    'This cursor does not belong to this list. Begin again without `cursor`.':
      'Bu imleç bu listeye ait değil. `cursor` olmadan baştan başlayın.',
    'This text is too long: at most {0} characters.': 'Bu metin çok uzun: en çok {0} karakter.',
    'This text holds control characters. Leave them out.': 'Bu metinde denetim karakterleri var. Çıkarın.',
    'This text must not be blank.': 'Bu metin boş olamaz.',
    'Send this number as a string, like "100.50": a JSON number may lose digits.':
      'Bu sayıyı "100.50" gibi bir dize olarak gönderin: JSON sayısı basamak yitirebilir.',
    'This must be a decimal number with a dot, like "100.50": at most 15 digits before the dot and 6 after it, no sign.':
      'Bu, "100.50" gibi noktalı bir ondalık sayı olmalı: noktadan önce en çok 15, sonra en çok 6 basamak, işaretsiz.',
    'The quantity must be more than zero.': 'Miktar sıfırdan büyük olmalı.',
    'This must be a currency code of ISO 4217: three capital letters, like "RUB".':
      'Bu bir ISO 4217 para birimi kodu olmalı: "RUB" gibi üç büyük harf.',
    'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z.':
      'Bu, saat dilimiyle bir ISO 8601 anı olmalı, 2026-01-31T10:00:00Z gibi.',
    'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z (in an address the + of a zone is written %2B).':
      'Bu, saat dilimiyle bir ISO 8601 anı olmalı, 2026-01-31T10:00:00Z gibi (adreste dilimin + işareti %2B yazılır).',
    'This must be a whole number from {0} to {1}.': 'Bu, {0} ile {1} arasında bir tam sayı olmalı.',
    'This must be a whole number of seconds from {0} to {1}.': 'Bu, {0} ile {1} arasında bir tam saniye sayısı olmalı.',
    'This is no telephone number.': 'Bu bir telefon numarası değil.',
    'This is no e-mail address.': 'Bu bir e-posta adresi değil.',
    'This is no tax id.': 'Bu bir vergi numarası değil.',
    'This lies before validFrom: the code would never be in force.':
      'Bu, validFrom’dan önce: kod hiç yürürlükte olmazdı.',
    'A line needs an offerId, an externalId or a name.': 'Satırda offerId, externalId ya da name olmalı.',
    'An order needs a line.': 'Siparişte en az bir satır olmalı.',
    'An order has at most 5,000 lines.': 'Bir siparişte en çok 5.000 satır olur.',
    'An order has at most 100 payments.': 'Bir siparişte en çok 100 ödeme olur.',
    'An order has at most 20 promo codes.': 'Bir siparişte en çok 20 promosyon kodu olur.',
    'This must be a rate like "20", a fraction like "20/120", or "none".':
      'Bu, "20" gibi bir oran, "20/120" gibi bir kesir ya da "none" olmalı.',
    'A channel has at most 20 price types.': 'Bir kanalda en çok 20 fiyat türü olur.',
    'A channel has at most 500 rules.': 'Bir kanalda en çok 500 kural olur.',
    'A channel needs a price type to begin with.': 'Kanala başlangıç için bir fiyat türü gerekir.',
    'A price cannot fall by more than 100 per cent.': 'Fiyat yüzde 100’den çok düşemez.',
    'A rate must be more than zero.': 'Kur sıfırdan büyük olmalı.',
    'A step must be more than zero.': 'Adım sıfırdan büyük olmalı.',
    'At most 1,000 offers at a time.': 'Bir kerede en çok 1.000 teklif.',
    'Name an offer at least.': 'En az bir teklif söyleyin.',
    'Name at most 1,000.': 'En çok 1.000 tane söyleyin.',
    'Name each offer once.': 'Her teklifi bir kez söyleyin.',
    'Name one at least, or leave this out.': 'En az birini söyleyin ya da bunu çıkarın.',
    'No price lies in this band: `priceBelow` must be more than `priceFrom`, or more than zero.':
      'Bu aralıkta fiyat yok: `priceBelow`, `priceFrom` değerinden ya da sıfırdan büyük olmalı.',
    'Say `prices`, `stock`, or both.': '`prices`, `stock` ya da ikisini söyleyin.',
    'Say `step` or `ending`, one of them.': '`step` ya da `ending` söyleyin, ikisinden birini.',
    'There is no such channel. GET /v1/channels lists them.':
      'Böyle bir kanal yok. Kanalları GET /v1/channels sıralar.',
    'There is no such offer. GET /v1/offers lists them.': 'Böyle bir teklif yok. Teklifleri GET /v1/offers sıralar.',
    'This is less than the floor.': 'Bu, alt sınırdan küçük.',
    'This lies before validFrom: the rule would never hold.': 'Bu, validFrom’dan önce: kural hiç geçerli olmazdı.',
    'This must be a decimal number with a dot, like "10" or "-2.5": at most 15 digits before the dot and 6 after it.':
      'Bu, "10" ya da "-2.5" gibi noktalı bir ondalık sayı olmalı: noktadan önce en çok 15, sonra en çok 6 basamak.',
    'This must be the last digits of a price, like "99", "9.90" or "0.99".':
      'Bu, "99", "9.90" ya da "0.99" gibi, bir fiyatın son basamakları olmalı.',
    'Two rules have one id.': 'İki kuralın kimliği aynı.',
    'This must be a number that `last` or `seq` told, or `latest`.':
      'Bu, `last` ya da `seq` ile verilen bir numara ya da `latest` olmalı.',
    'At most {0} values.': 'En çok {0} değer.',
    'At most {0} properties.': 'En çok {0} özellik.',
    'Name the price type too: `priceType`.': 'Fiyat türünü de belirtin: `priceType`.',
    'With `updatedAfter` products stand in the order of their changes: leave `sort` out.':
      '`updatedAfter` ile ürünler değişme sırasındadır: `sort` parametresini kaldırın.',
    'This needs LISTING=true in the settings of the server.': 'Bunun için sunucu ayarlarında LISTING=true olmalıdır.',
    'Name an event at least.': 'En az bir olay söyleyin.',
    'Name at most 100.': 'En çok 100 tane söyleyin.',
    'Two payments have one key.': 'İki ödemenin anahtarı aynı.',
    'Lines are numbered from 1.': "Satırlar 1'den başlar.",
    'Name a line at least, or leave this out.': 'En az bir satır yazın ya da bu alanı çıkarın.',
    'Name each line once.': 'Her satırı bir kez yazın.',
    'Versions are numbered from 1.': "Sürümler 1'den başlar.",
    'Name an order at least.': 'En az bir sipariş yazın.',
    'At most 500 orders at a time.': 'Bir kerede en fazla 500 sipariş.',
    'This must be an e-mail address.': 'Burada bir e-posta adresi olmalı.',
    'This server sends no mail: set SMTP_URL and MAIL_FROM.':
      'Bu sunucu e-posta göndermiyor: SMTP_URL ve MAIL_FROM ayarlayın.',
    'Say what is searched for: `q`.': 'Ne aranacağını söyleyin: `q`.',
    'At most 200 offers.': 'En çok 200 teklif.',
    'Name one quantity, or one for each offer.': 'Bir miktar ya da her teklif için bir miktar söyleyin.',
    'This must be a name of Latin letters, digits, dots, hyphens and underlines: 63 characters at most.':
      'Latin harfleri, rakam, nokta, tire ve alt çizgiden oluşan bir ad olmalı: en fazla 63 karakter.',
    'Name a product at least.': 'En az bir ürün yazın.',
    'At most 1,000 at a time.': 'Bir kerede en fazla 1.000.',
    'Name each product once.': 'Her ürünü bir kez yazın.',
    'Name each ref once.': 'Her ref değerini bir kez yazın.',
    'Name an item at least.': 'En az bir kalem yazın.',
    'Name a rule at least.': 'En az bir kural yazın.',
    'Name each rule once.': 'Her kuralı bir kez yazın.',
    'Say which product it is.': 'Hangi ürün olduğunu belirtin.',
    'Leave the product out: all is open again.': 'Ürünü yazmayın: her şey yeniden açılır.',
    'Name a system, or `idSpace` and `among`.': 'Bir sistem ya da `idSpace` ve `among` yazın.',
    'Name another id space: a product is itself.': 'Başka bir kimlik alanı yazın: bir ürün zaten kendisidir.',
    'No product has this id space.': 'Hiçbir ürün bu kimlik alanında değil.',
    'There is no such product. GET /v1/products lists them.': 'Böyle bir ürün yok. Liste: GET /v1/products.',
    'This product is not of the id space that is sought in.': 'Bu ürün, aranan kimlik alanından değil.',
    'There is no such price type. GET /v1/price-types lists them.':
      'Böyle bir fiyat türü yok. Liste: GET /v1/price-types.',
    'Name a price type, or a channel: what do the offers cost?':
      'Bir fiyat türü veya kanal belirtin: teklifler ne kadar?',
    'This must be an address that begins with https:// or http://.':
      'Bu, https:// veya http:// ile başlayan bir adres olmalıdır.',
    'This must be one of 160, 320, 640, 1280.': 'Şunlardan biri olmalıdır: 160, 320, 640, 1280.',
    'Name the width too: `width`.': 'Genişliği de belirtin: `width`.',
    '1C says no currency of this price type. Name a channel: it has one.':
      '1C bu fiyat türünün para birimini bildirmiyor. Bir kanal belirtin: onun para birimi vardır.',
    'Facets are `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` and `prop:` with a property.':
      'Kırılımlar: `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` ve bir özellikle `prop:`.',
    'At most {0} facets.': 'En fazla {0} kırılım.',
    'Send one file in the field `file`, and the other fields as short text.':
      '`file` alanında tek bir dosya, öteki alanlarda kısa metin gönderin.',
    'Send an API key: `Authorization: Bearer <key>`. `uzel key add <name>` makes one.':
      'API anahtarı gönderin: `Authorization: Bearer <key>`. Anahtarı `uzel key add <name>` oluşturur.',
    'This API key is not known, or it was revoked. `uzel key add <name>` makes a new one.':
      'Bu API anahtarı bilinmiyor ya da geri alınmış. Yenisini `uzel key add <name>` oluşturur.',
    'This needs a key with the scope "{0}"; the key "{1}" has {2}. Make one: uzel key add <name> --scopes {3}.':
      'Bunun için "{0}" kapsamlı bir anahtar gerekir; "{1}" anahtarında {2} var. Oluşturun: uzel key add <ad> --scopes {3}.',
    'This API key may send {0} requests a minute. Wait until the minute is over, see Retry-After.':
      'Bu API anahtarı dakikada {0} istek gönderebilir. Dakikanın bitmesini bekleyin: bkz. Retry-After.',
    'Too many requests with API keys that are not known came from this address. Wait a minute, and check the key.':
      'Bu adresten bilinmeyen API anahtarlarıyla çok fazla istek geldi. Bir dakika bekleyin ve anahtarı denetleyin.',
    'There is nothing with the id {0} here. Take ids from the lists.':
      'Burada kimliği {0} olan bir şey yok. Kimlikleri listelerden alın.',
    'There is no {0}. See /v1/openapi.json for what there is.':
      '{0} diye bir adres yok. Nelerin olduğu /v1/openapi.json içinde.',
    'The address is not a valid one: a % in it is not followed by two hex digits.':
      'Adres geçerli değil: içindeki bir % işaretinden sonra iki onaltılık rakam yok.',
    'There is no order "{0}". Its number and id are in GET /v1/orders.':
      '"{0}" siparişi yok. Numarası ve kimliği GET /v1/orders içindedir.',
    'There is no channel {0}. GET /v1/channels lists them.': '{0} kanalı yok. Kanalları GET /v1/channels listeler.',
    'There is no such webhook here. GET /v1/webhooks lists them.':
      'Burada böyle bir webhook yok. Hepsini GET /v1/webhooks listeler.',
    'The order has nothing with the key "{0}" here. Its keys are in GET /v1/orders/{id}.':
      'Siparişte burada "{0}" anahtarlı bir şey yok. Anahtarları GET /v1/orders/{id} içindedir.',
    'The body cannot be read as JSON. Check it with a JSON tool.':
      'Gövde JSON olarak okunamıyor. Bir JSON aracıyla denetleyin.',
    'The body is larger than 1 MB. Send less.': 'Gövde 1 MB’tan büyük. Daha az gönderin.',
    'Send JSON in UTF-8, and say so: `Content-Type: application/json`.':
      'UTF-8 ile JSON gönderin ve bunu belirtin: `Content-Type: application/json`.',
    'The body must be JSON in UTF-8: `Content-Type: application/json`.':
      'Gövde UTF-8 ile JSON olmalı: `Content-Type: application/json`.',
    'Send a form: `Content-Type: multipart/form-data`, with the fields `node` and `file`.':
      'Bir form gönderin: `Content-Type: multipart/form-data`, `node` ve `file` alanlarıyla.',
    'The form has no file. Send it in the field `file`.': 'Formda dosya yok. `file` alanında gönderin.',
    '{0} is not for this address. It takes {1}.': 'Bu adres {0} kabul etmez. Kabul ettikleri: {1}.',
    'This Idempotency-Key was used with another body. Use a new key for each new order.':
      'Bu Idempotency-Key başka bir gövdeyle kullanıldı. Her yeni sipariş için yeni bir anahtar kullanın.',
    'This Idempotency-Key was used for another request. Use a new key for each new request, and the same one to repeat it.':
      'Bu Idempotency-Key başka bir istekte kullanıldı. Her yeni istek için yeni bir anahtar, yinelemek için aynısını kullanın.',
    'Send an Idempotency-Key with each new order, a UUID for instance, and the same one when you repeat the request: then no order is made twice.':
      'Her yeni siparişle bir Idempotency-Key (örneğin bir UUID) gönderin, isteği yinelerken de aynısını: böylece sipariş iki kez oluşmaz.',
    'The order number "{0}" is taken. Give another one, or none: the next free number is taken then.':
      '"{0}" sipariş numarası alınmış. Başka bir numara verin ya da hiç vermeyin: o zaman sıradaki boş numara alınır.',
    'The order number "{0}" is taken. Give another one.': '"{0}" sipariş numarası alınmış. Başka bir numara verin.',
    'The order number {0} is longer than {1} characters, the most that 1C compares. Use a shorter number or prefix.':
      '{0} sipariş numarası {1} karakterden uzun; 1C daha fazlasını karşılaştırmaz. Daha kısa bir numara ya da önek kullanın.',
    '1C knows this order as number {0}: it finds it by that. The number cannot be changed any more.':
      '1C bu siparişi {0} numarasıyla tanır ve onunla bulur. Numara artık değiştirilemez.',
    'The total given is {0}, but the lines and the delivery make {1}. Correct one of them.':
      'Verilen toplam {0}, ama satırlar ve teslimat {1} ediyor. Birini düzeltin.',
    'Bonuses pay {0}, but the whole order costs {1}. Correct bonus.amount or the lines.':
      'Bonuslar {0} ödüyor, ama siparişin tamamı {1}. bonus.amount alanını ya da satırları düzeltin.',
    'Line {0}: the amount given is {1}, but quantity, price, discount and tax make {2}. Correct one of them.':
      'Satır {0}: verilen tutar {1}, ama miktar, fiyat, indirim ve vergi {2} ediyor. Birini düzeltin.',
    'Line {0}: the discount {1} is larger than the line itself. Its amount would be {2}.':
      'Satır {0}: {1} indirimi satırın kendisinden büyük. Tutarı {2} olurdu.',
    'Line {0}: the tax given is {1}, but {2} % makes {3}. Correct one of them.':
      'Satır {0}: verilen vergi {1}, ama yüzde {2} {3} ediyor. Birini düzeltin.',
    'Line {0}: there is no offer {1}. Read /v1/offers, or name the goods by externalId or name.':
      'Satır {0}: {1} teklifi yok. /v1/offers okuyun ya da malı externalId veya name ile belirtin.',
    'Line {0}: the offer {1} is "{2}" in 1C, not "{3}". Give one of the two.':
      'Satır {0}: {1} teklifi 1C’de "{2}", "{3}" değil. İkisinden birini verin.',
    'Line {0} has no name, and the catalogue has none for {1}. Give the line a name.':
      '{0}. satırın adı yok, katalogda da yok ({1}). Satıra bir ad verin.',
    'The order is at version {0}, not {1}: somebody changed it meanwhile. Read it again and repeat the change.':
      'Siparişin sürümü {0}, {1} değil: bu arada biri değiştirdi. Yeniden okuyun ve değişikliği yineleyin.',
    'If-Match is not the ETag of any version of an order. Read the order again and send the ETag it came with.':
      'If-Match bir siparişin hiçbir sürümünün ETag değeri değil. Siparişi yeniden okuyun ve geldiği ETag değerini gönderin.',
    'The channel is at version {0}, not {1}: somebody changed it or its rules meanwhile. Read it again and repeat the change.':
      'Kanalın sürümü {0}, {1} değil: bu arada biri onu ya da kurallarını değiştirdi. Yeniden okuyun ve değişikliği yineleyin.',
    'The order is being edited by {0} until {1}. Wait until then, or end that lock: DELETE /v1/orders/{2}/lock.':
      'Siparişi {1} zamanına kadar {0} düzenliyor. Bekleyin ya da kilidi kaldırın: DELETE /v1/orders/{2}/lock.',
    'The customer has cancelled this order: it stays cancelled. Place a new order if the customer wants it after all.':
      'Müşteri bu siparişi iptal etti: iptal kalır. Müşteri yine de isterse yeni bir sipariş verin.',
    'The order is cancelled: nothing of it is shipped. Take its cancellation back first.':
      'Sipariş iptal edilmiş: ondan hiçbir şey gönderilmez. Önce iptali geri alın.',
    'Changes up to {0} are kept no more, and {1} lies before. Read an export and follow from its Uzel-Seq, or take `after=latest` when what was before does not matter.':
      '{0} numarasına kadarki değişiklikler artık saklanmıyor, {1} ise daha önce. Bir dışa aktarımı okuyup Uzel-Seq değerinden izleyin; öncesi önemsizse `after=latest` alın.',
    'The number {0} was never given: the last one is {1}. The database was put back to an earlier day, and numbers go on from there. Read an export and follow from its Uzel-Seq.':
      '{0} numarası hiç verilmedi: sonuncusu {1}. Veritabanı önceki bir güne döndürüldü, numaralar oradan sürüyor. Bir dışa aktarımı okuyup Uzel-Seq değerinden izleyin.',
    '{0} requests of this key are waiting for changes: STREAMS_PER_KEY allows no more. Close those that nobody reads.':
      'Bu anahtarın {0} isteği değişiklik bekliyor: STREAMS_PER_KEY daha fazlasına izin vermez. Kimsenin okumadıklarını kapatın.',
    'A shop has at most {0} consumers of changed orders, and each of them came within {1} days. Claim with a name that you have claimed with before.':
      'Bir mağazanın değişen siparişler için en çok {0} tüketicisi olur ve her biri son {1} gün içinde geldi. Daha önce kullandığınız bir adla alın.',
    'Nobody has this claim now: its time passed and the orders were given again, or it was another shop’s. Claim anew.':
      'Bu talep şu anda kimsede değil: süresi geçti ve siparişler yeniden verildi ya da başka bir mağazanındı. Yeniden alın.',
    'Something failed inside the server. Try again; if it stays, the log of the server says what it is.':
      'Sunucunun içinde bir şey başarısız oldu. Yeniden deneyin; sürerse nedenini sunucunun günlüğü söyler.',
    'The order has no line {0}.': 'Siparişte {0} numaralı satır yok.',
    'A customer needs a type and a name: 1C takes no order without them.':
      'Müşterinin type ve name alanları gerekir: 1C onlarsız sipariş almaz.',
  },
};
