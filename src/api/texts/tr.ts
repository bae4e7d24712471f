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
      'Başvuru alınmış ya da eşleşmeye karar verilmiş',
      'Şimdi ne olduğunu okuyun. Önce başvuruyu öbür üründen kaldırın ya da eşleşmeye yeniden karar verin.',
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
    'This must be the last digits of a price, like "99" or "9.90".':
      'Bu, "99" ya da "9.90" gibi bir fiyatın son basamakları olmalı.',
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
  },
};
