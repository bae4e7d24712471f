// Made by `npm run client:types` from the OpenAPI document. Do not edit.

export interface paths {
  "/v1/products": {
    /**
     * Products with their offers, prices and stock
     * @description Ordered by id: what is written meanwhile is neither skipped nor repeated. With `updatedAfter` ordered by `updatedAt`: what is written meanwhile is met again at the end. Filters but `active`, `q`, `externalId` and `updatedAfter`, and sorting, find by rows that follow the catalogue a moment later; what is shown is always the catalogue itself.
     */
    get: operations["listProducts"];
  };
  "/v1/products/{id}": {
    /** One product, also one that is not active */
    get: operations["getProduct"];
  };
  "/v1/facets": {
    /**
     * How many products each value of a filter would find
     * @description Takes the filters of /v1/products. The values of a facet are counted as if nothing were chosen in it, so that a further choice shows what it adds; only the choice of a group stays: the groups within it are counted.
     */
    get: operations["countFacets"];
  };
  "/v1/products/{id}/refs": {
    /** What your systems call a product */
    get: operations["listProductRefs"];
  };
  "/v1/products/{id}/refs/{system}": {
    /** What one of your systems calls a product */
    get: operations["getProductRef"];
    /**
     * Says what one of your systems calls a product
     * @description A product that 1C takes away keeps it. An item of the system with this ref is matched by that, and no run changes it.
     */
    put: operations["putProductRef"];
    /**
     * Takes away what one of your systems calls a product
     * @description An item of the system with this ref is matched by runs again.
     */
    delete: operations["deleteProductRef"];
  };
  "/v1/refs/{system}": {
    /**
     * All that one of your systems calls products
     * @description Ordered by ref.
     */
    get: operations["listRefs"];
    /**
     * Says what one of your systems calls products, up to 1,000 at a time
     * @description All of them or, when one is refused, none. May be repeated. Products may exchange their refs.
     */
    put: operations["putRefs"];
  };
  "/v1/refs/{system}/{ref}": {
    /** The product that one of your systems calls so */
    get: operations["findProductByRef"];
  };
  "/v1/groups": {
    /**
     * Groups: a tree by `parent`
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listGroups"];
  };
  "/v1/offers": {
    /**
     * Offers: prices and stock of every variant
     * @description Ordered by id; with `updatedAfter` by `updatedAt`. Offers may come before their product.
     */
    get: operations["listOffers"];
  };
  "/v1/offers/{id}": {
    /** One offer, also one that is not active */
    get: operations["getOffer"];
  };
  "/v1/prices": {
    /**
     * What the offers of a cart cost
     * @description As /v1/offers shows it, for up to 200 offers at once, also those that are not on sale.
     */
    get: operations["readCartPrices"];
  };
  "/v1/stock": {
    /**
     * How much there is of the offers of a cart
     * @description As /v1/offers shows it, for up to 200 offers at once, also those that are not on sale.
     */
    get: operations["readCartStock"];
  };
  "/v1/price-types": {
    /**
     * Price types: retail, wholesale …
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listPriceTypes"];
  };
  "/v1/warehouses": {
    /**
     * Warehouses and shops that stock is counted in
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listWarehouses"];
  };
  "/v1/units": {
    /**
     * Units of measure
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listUnits"];
  };
  "/v1/units/{id}": {
    /** One unit of measure, also one that is not active */
    get: operations["getUnit"];
  };
  "/v1/properties": {
    /**
     * Properties of products and offers, with the values that they may have
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listProperties"];
  };
  "/v1/properties/{id}": {
    /** One property, also one that is not active */
    get: operations["getProperty"];
  };
  "/v1/dictionaries": {
    /**
     * Dictionaries that the shop made in its 1C
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listDictionaries"];
  };
  "/v1/dictionaries/{id}": {
    /** One dictionary, also one that is not active */
    get: operations["getDictionary"];
  };
  "/v1/dictionaries/{id}/items": {
    /**
     * The items of a dictionary
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listDictionaryItems"];
  };
  "/v1/catalogues": {
    /**
     * Catalogues: what each says of itself
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listCatalogues"];
  };
  "/v1/catalogues/{id}": {
    /** One catalogue */
    get: operations["getCatalogue"];
  };
  "/v1/other-records": {
    /**
     * What is kept whole, because no other resource has it
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listOtherRecords"];
  };
  "/v1/other-records/names": {
    /** The names of what is kept whole */
    get: operations["listOtherRecordNames"];
  };
  "/v1/other-records/{id}": {
    /** One of what is kept whole */
    get: operations["getOtherRecord"];
  };
  "/v1/files/{id}": {
    /**
     * The bytes of a picture or file, or a thumbnail of it
     * @description Answers If-None-Match (the ETag is made of the SHA-256 of the bytes), Range and If-Range. Thumbnails are made when they are first asked for; `thumbnails` of `/v1/shop` says whether this server can.
     */
    get: operations["getFile"];
  };
  "/v1/export/products.ndjson": {
    /**
     * Every product, one JSON a line
     * @description All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.
     */
    get: operations["exportProductsNdjson"];
  };
  "/v1/export/products.csv": {
    /**
     * Every offer, one line of a table
     * @description All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.
     */
    get: operations["exportProductsCsv"];
  };
  "/v1/export/products.yml": {
    /**
     * Every offer that has a price, in Yandex Market Language
     * @description All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.
     */
    get: operations["exportProductsYml"];
  };
  "/v1/channels": {
    /** The channels that the shop sells in */
    get: operations["listChannels"];
    /**
     * Makes a channel, which has no rules yet
     * @description At most 100 of a shop.
     */
    post: operations["makeChannel"];
  };
  "/v1/channels/{id}": {
    /** One channel */
    get: operations["getChannel"];
    /** Removes a channel with its rules and its own prices */
    delete: operations["deleteChannel"];
    /**
     * Changes a channel
     * @description A channel that is to keep its prices or stock by itself has none at first: `POST /v1/channels/{id}/freeze` takes those of now.
     */
    patch: operations["patchChannel"];
  };
  "/v1/channels/{id}/rules": {
    /** The price rules of a channel */
    get: operations["listPriceRules"];
    /**
     * Replaces the price rules of a channel, all at once
     * @description The order of the list is the order that they are tried in. Prices are computed when they are read.
     */
    put: operations["putPriceRules"];
  };
  "/v1/channels/{id}/offers": {
    /**
     * The prices and the stock that a channel has by itself
     * @description Ordered by the ids of the offers. They are shown where the channel does not follow 1C.
     */
    get: operations["listOwnPrices"];
    /**
     * Sets prices and stock of a channel’s own, of up to 1,000 offers
     * @description All of them or, when one is refused, none. May be repeated.
     */
    put: operations["putOwnPrices"];
  };
  "/v1/channels/{id}/offers/{offer}": {
    /** Sets price and stock of a channel’s own, of one offer */
    put: operations["putOwnPrice"];
  };
  "/v1/channels/{id}/freeze": {
    /**
     * Makes the prices or the stock of now the channel’s own, of all offers
     * @description What 1C and the rules give, whatever the channel had by itself. Takes ten seconds or more for each 100,000 offers; broken off, it may be repeated.
     */
    post: operations["freezeChannel"];
  };
  "/v1/channels/{id}/preview": {
    /**
     * What the rules of a channel, or a draft of them, make of prices
     * @description Of one product, of a group with all below it, or of all products that are on sale, by their ids. A page has 1,000 offers at most, and fewer where more than 10 rules add up: the offers of one product may be on several pages. Changes nothing. Shows what the rules make, also of a channel whose prices are its own.
     */
    post: operations["previewPrices"];
  };
  "/v1/matching/run": {
    /**
     * Matches items of a system, or products of another 1C, with products
     * @description In the background, begun within a second or two. What people have decided stays; all else is found anew. Asked for again before its end, it is the same run.
     */
    post: operations["runMatching"];
  };
  "/v1/matching/runs": {
    /** The runs of late */
    get: operations["listMatchingRuns"];
  };
  "/v1/matching/runs/{id}": {
    /** How far a run is, and what it found */
    get: operations["getMatchingRun"];
  };
  "/v1/matching/confirm": {
    /**
     * Confirms all that runs have matched, or what some rules have
     * @description Doubtful ones stay as they are. Items make the references of their products. May be repeated.
     */
    post: operations["confirmMatches"];
  };
  "/v1/matching": {
    /**
     * What is matched, unmatched, doubtful
     * @description Of a `system`, or of `idSpace` and `among`. Ordered by id.
     */
    get: operations["listMatches"];
  };
  "/v1/matching/{id}": {
    /** One match */
    get: operations["getMatch"];
    /**
     * Decides about a match: confirms, picks, refuses, reopens
     * @description No run overrules it; the same decision again changes nothing. An item that is given a product makes the reference of that product.
     */
    post: operations["decideMatch"];
  };
  "/v1/products/{id}/matches": {
    /** Which products of other 1C are the same thing, and what your systems call it */
    get: operations["getProductMatches"];
  };
  "/v1/shop-items": {
    /** Your systems, and how much of each is kept */
    get: operations["listShopSystems"];
  };
  "/v1/shop-items/{system}": {
    /**
     * What a system of yours had before 1C came
     * @description Ordered by ref.
     */
    get: operations["listShopItems"];
    /**
     * Writes items of a system, up to 1,000 at a time
     * @description Items that are not named stay. An item that a product has a reference to is matched with it at once; the others by POST /v1/matching/run.
     */
    put: operations["putShopItems"];
    /**
     * Removes all items of a system and their matches
     * @description References of products stay.
     */
    delete: operations["deleteShopItems"];
  };
  "/v1/shop-items/{system}/{ref}": {
    /**
     * Removes an item of a system and its match
     * @description The reference of its product stays.
     */
    delete: operations["deleteShopItem"];
  };
  "/v1/orders": {
    /**
     * Orders
     * @description Ordered by id, which is the order of placing; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listOrders"];
    /**
     * Places an order: the shop’s 1C gets it with its next query
     * @description The same Idempotency-Key and body give the same answer again, with `Idempotency-Replayed: true`, and no second order.
     */
    post: operations["placeOrder"];
  };
  "/v1/orders/{id}": {
    /** One order */
    get: operations["getOrder"];
    /** Changes an order: 1C gets it again with its next query */
    patch: operations["patchOrder"];
  };
  "/v1/orders/{id}/resend": {
    /** Gives an order to 1C once more, though nothing of it has changed */
    post: operations["resendOrder"];
  };
  "/v1/orders/{id}/lock": {
    /**
     * Keeps an order from its 1C while it is being edited in the shop
     * @description Until the lock ends, the order is not given to 1C, and what 1C says of it waits. Repeat the request to prolong it. The version stays; `updatedAt` moves.
     */
    post: operations["lockOrder"];
    /**
     * Ends the lock of an order, whoever made it
     * @description What 1C said meanwhile is applied before the answer. An order that is not locked stays as it is.
     */
    delete: operations["unlockOrder"];
  };
  "/v1/orders/{id}/history": {
    /** Who changed an order, and what the shop and 1C said differently */
    get: operations["getOrderHistory"];
  };
  "/v1/orders/{id}/owner": {
    /**
     * Moves an order to another node, or takes it away from its node
     * @description Allowed while no answer that held the order was ever given to a 1C, for a 1C may store orders and still not confirm them; later only with `force`. What was taken away waits until somebody moves it again. To the node that owns it already: changes nothing.
     */
    post: operations["moveOrder"];
  };
  "/v1/orders/{id}/cancel": {
    /**
     * Cancels an order: 1C hears of it with its next query
     * @description One that is cancelled stays so. PATCH `cancelled: false` takes a cancellation of the shop back.
     */
    post: operations["cancelOrder"];
  };
  "/v1/orders/{id}/comment": {
    /** Replaces the comment of an order, which 1C gets too */
    put: operations["commentOrder"];
  };
  "/v1/orders/{id}/payments": {
    /**
     * Tells of money that came for an order
     * @description A payment that the order expects (of the same amount and name, without `key` and `paidAt`) is the one that came. When the payments with `paidAt` and the bonuses make the total, the order is `paid`. A request that is repeated with the same key and content does nothing twice, whatever If-Match says.
     */
    post: operations["addPayment"];
  };
  "/v1/orders/{id}/payments/{key}": {
    /** Takes a payment away that was none */
    delete: operations["removePayment"];
  };
  "/v1/orders/{id}/shipments": {
    /**
     * Tells of goods that left the shop
     * @description When all goods have left, the order is `shipped`. 1C gets that, and the last tracking number; the exchange has one shipment for an order, so that the parts stay here. A request that is repeated with the same key and content does nothing twice, whatever If-Match says.
     */
    post: operations["addShipment"];
  };
  "/v1/orders/{id}/shipments/{key}": {
    /** Takes a shipment away that was none */
    delete: operations["removeShipment"];
  };
  "/v1/orders/{id}/returns": {
    /**
     * Tells of goods that came back to the shop
     * @description At most what was shipped. The standard exchange takes no returns from a site: 1C gets them as the text of the requisite `Возвраты`, and its people make the document. A request that is repeated with the same key and content does nothing twice, whatever If-Match says.
     */
    post: operations["addReturn"];
  };
  "/v1/orders/{id}/returns/{key}": {
    /** Takes a return away that was none */
    delete: operations["removeReturn"];
  };
  "/v1/orders/bulk-status": {
    /**
     * Sets the status of many orders, each by itself
     * @description What cannot be done for one order keeps no other from it: see `problem` of each. May be repeated: an order that has the status stays as it is, whatever `ifVersion` says. Each order is changed by itself: a request that breaks off has set those before, and repeated with its `Idempotency-Key` it sets the others; only when it has ended its answer is given again.
     */
    post: operations["setOrderStatuses"];
  };
  "/v1/orders/changes/claim": {
    /**
     * The same, for clients that can only GET: each request may take a lot
     * @description A queue for one worker or several that share a name. Work on the orders, then confirm: the next lot comes then. Who does not confirm in time gets the same orders again, under another claim; so an order may come twice, and none is lost.
     */
    get: operations["claimOrdersByGet"];
    /**
     * Takes the next orders that changed, for a time
     * @description A queue for one worker or several that share a name. Work on the orders, then confirm: the next lot comes then. Who does not confirm in time gets the same orders again, under another claim; so an order may come twice, and none is lost.
     */
    post: operations["claimOrders"];
  };
  "/v1/orders/changes/ack": {
    /**
     * Confirms a lot: its orders are done
     * @description May be repeated. Also after its time, as long as nobody got the orders again.
     */
    post: operations["confirmOrders"];
  };
  "/v1/duplicates": {
    /**
     * Documents of 1C that were taken for orders of other nodes
     * @description Copies of one database send the same orders. Such a document makes no second order and changes none. Ordered by id, which is the order of their coming.
     */
    get: operations["listDuplicates"];
  };
  "/v1/duplicates/{id}": {
    /**
     * Decides whether a document is the order that it was taken for
     * @description The same decision again changes nothing.
     */
    post: operations["decideDuplicate"];
  };
  "/v1/orders/{id}/documents": {
    /**
     * Every document of 1C that is kept with an order, whole
     * @description The order’s own document first, then the others by their date.
     */
    get: operations["listOrderDocuments"];
  };
  "/v1/counterparties": {
    /**
     * Counterparties: customers and suppliers as 1C has them
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listCounterparties"];
  };
  "/v1/counterparties/{id}": {
    /** One counterparty, also one that is not active */
    get: operations["getCounterparty"];
  };
  "/v1/customers": {
    /**
     * Customers of the shop, as their orders name them
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listCustomers"];
  };
  "/v1/customers/{id}": {
    /** One customer, with those who may be the same, and the number of orders */
    get: operations["getCustomer"];
  };
  "/v1/employees": {
    /**
     * Employees that 1C and the shop gave
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listEmployees"];
  };
  "/v1/employees/{personnelNumber}": {
    /** One employee, also one who has left */
    get: operations["getEmployee"];
    /**
     * Makes or replaces an employee
     * @description May be repeated. Whoever writes last wins: a 1C that sends the same number later replaces it.
     */
    put: operations["putEmployee"];
    /** Takes an employee out of use; orders keep naming the number */
    delete: operations["deleteEmployee"];
  };
  "/v1/promo-codes": {
    /**
     * Promo codes that 1C and the shop gave
     * @description Ordered by id; with `updatedAfter` by `updatedAt`.
     */
    get: operations["listPromoCodes"];
  };
  "/v1/promo-codes/{code}": {
    /** One promo code, also one that is not in use */
    get: operations["getPromoCode"];
    /**
     * Makes or replaces a promo code
     * @description May be repeated. Whoever writes last wins: a 1C that sends the same code later replaces it.
     */
    put: operations["putPromoCode"];
    /** Takes a promo code out of use; it stays to be seen */
    delete: operations["deletePromoCode"];
  };
  "/v1/directories": {
    /**
     * Directories that node kinds keep
     * @description By name, all in one page. Employees and promo codes have addresses of their own.
     */
    get: operations["listDirectories"];
  };
  "/v1/directories/{kind}/{name}": {
    /**
     * The entries of a directory of a node kind
     * @description Ordered by id; with `updatedAfter` by `updatedAt`. A directory without entries is an empty one.
     */
    get: operations["listDirectoryEntries"];
  };
  "/v1/order-statuses": {
    /**
     * The statuses that orders carry or may carry
     * @description All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps statuses is offered the same (type=sale, mode=info).
     */
    get: operations["listOrderStatuses"];
  };
  "/v1/order-statuses/{key}": {
    /** Makes or replaces a status of the shop */
    put: operations["putOrderStatus"];
    /**
     * Takes a status of the shop out of use; it stays to be seen
     * @description Orders keep the status that they have. What only stands in orders cannot be taken away.
     */
    delete: operations["deleteOrderStatus"];
  };
  "/v1/payment-methods": {
    /**
     * The payment methods that orders carry or may carry
     * @description All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps payment methods is offered the same (type=sale, mode=info).
     */
    get: operations["listPaymentMethods"];
  };
  "/v1/payment-methods/{key}": {
    /** Makes or replaces a payment method of the shop */
    put: operations["putPaymentMethod"];
    /**
     * Takes a payment method of the shop out of use; it stays to be seen
     * @description Orders keep the payment method that they have. What only stands in orders cannot be taken away.
     */
    delete: operations["deletePaymentMethod"];
  };
  "/v1/deliveries": {
    /**
     * The ways to deliver that orders carry or may carry
     * @description All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps ways to deliver is offered the same (type=sale, mode=info).
     */
    get: operations["listDeliveries"];
  };
  "/v1/deliveries/{key}": {
    /** Makes or replaces a way to deliver of the shop */
    put: operations["putDelivery"];
    /**
     * Takes a way to deliver of the shop out of use; it stays to be seen
     * @description Orders keep the way to deliver that they have. What only stands in orders cannot be taken away.
     */
    delete: operations["deleteDelivery"];
  };
  "/v1/exchanges": {
    /** Exchanges: every session of a 1C, newest first */
    get: operations["listExchanges"];
  };
  "/v1/exchanges/{id}": {
    /** One exchange with its files and its journal */
    get: operations["getExchange"];
  };
  "/v1/exchanges/{id}/requests": {
    /** What 1C asked in an exchange, and what it was answered */
    get: operations["listExchangeRequests"];
  };
  "/v1/feeds/{id}": {
    /**
     * A file as 1C sent it, byte for byte
     * @description The ETag is the SHA-256 of the bytes, once the file has been read whole.
     */
    get: operations["getFeed"];
  };
  "/v1/feeds": {
    /**
     * Feeds that people uploaded, dry runs among them, newest first
     * @description What 1C sent is in `GET /v1/exchanges`.
     */
    get: operations["listUploads"];
    /**
     * Uploads a CommerceML file or a ZIP, to be imported on behalf of a node
     * @description With an `Idempotency-Key` the same file sent again is dropped, and the first answer given again.
     */
    post: operations["uploadFeed"];
  };
  "/v1/feeds/{id}/progress": {
    /**
     * How far the import of a feed is, of one that 1C sent too
     * @description Ask again every second or two until `finishedAt` is there.
     */
    get: operations["getFeedProgress"];
  };
  "/v1/feeds/{id}/stop": {
    /**
     * Stops the import of a feed behind its current step
     * @description What was imported till then stays, whole step by whole step, and the journal says how far it came; nothing is taken off sale by a full export that was stopped. A stopped feed never goes on: send it again. May be repeated: what was stopped stays so.
     */
    post: operations["stopFeed"];
  };
  "/v1/feeds/{id}/report": {
    /**
     * What the import of a feed did, or a dry run would have done
     * @description JSON, or a page for a person (`format=html`, or `Accept: text/html`) in the language of the shop. While it goes on: what it did so far. Differences are those of the whole exchange; an upload has one of its own.
     */
    get: operations["getFeedReport"];
  };
  "/v1/shop": {
    /** The shop that the key belongs to */
    get: operations["getShop"];
  };
  "/v1/nodes": {
    /** The exchange nodes, oldest first */
    get: operations["listNodes"];
  };
  "/v1/nodes/{id}": {
    /** One node, and how many orders it has */
    get: operations["getNode"];
  };
  "/v1/nodes/{id}/journal": {
    /**
     * The journal of a node, newest first
     * @description What was decided about it while no 1C was there; with `exchanges=true` also what its exchanges tell.
     */
    get: operations["getNodeJournal"];
  };
  "/v1/nodes/{id}/check": {
    /**
     * Walks the settings of a node and says what its 1C would meet
     * @description Writes an order as this 1C would get it and reads it back; changes nothing.
     */
    get: operations["checkNode"];
  };
  "/v1/changes": {
    /**
     * What changed behind a number, in its order: nothing is missed and nothing repeated
     * @description Keep `last` when the page is worked on, and ask on with it as `after`. A number is told only when all smaller ones can be read, so nothing can appear behind one that was read. A key without the scope `orders` sees no orders and counterparties.
     */
    get: operations["listChanges"];
  };
  "/v1/events": {
    /**
     * The changes of `/v1/changes` as server-sent events, as they happen
     * @description Each event has the number as its `id`, the type as its name and the change as its `data`. A client that comes back with `Last-Event-ID` misses nothing. A line every 15 seconds shows that the stream is alive; after half an hour it ends, and is to be opened anew. The event `reset`: what comes next is kept no more, begin anew (UZ1521). With `EventSource` of a browser no key can be sent: read it from your own server.
     */
    get: operations["streamChanges"];
  };
  "/v1/webhooks": {
    /** Who is told of changes */
    get: operations["listWebhooks"];
    /**
     * Has a receiver told of changes
     * @description By the specification of Standard Webhooks. It is told of what happens from now on. At most 50 of a shop. Who repeats the request with the same Idempotency-Key is shown the secret again.
     */
    post: operations["makeWebhook"];
  };
  "/v1/webhooks/{id}": {
    /** One webhook */
    get: operations["getWebhook"];
    /** Removes a webhook with its queue and its log */
    delete: operations["deleteWebhook"];
    /**
     * Changes, pauses or revives a webhook
     * @description What waits in its queue goes to the new address.
     */
    patch: operations["patchWebhook"];
  };
  "/v1/webhooks/{id}/rotate": {
    /**
     * Gives a webhook a new secret
     * @description Messages are signed by the former secret as well for 24 hours.
     */
    post: operations["rotateWebhookSecret"];
  };
  "/v1/webhooks/{id}/test": {
    /**
     * Sends a message of the type `webhook.test` at once, also when the webhook is paused
     * @description Answers when the receiver has, or WEBHOOK_TIMEOUT_SECONDS have passed.
     */
    post: operations["testWebhook"];
  };
  "/v1/webhooks/{id}/deliveries": {
    /** What was sent to a webhook and what it answered, newest first */
    get: operations["listWebhookDeliveries"];
  };
  "/v1/webhooks/{id}/deliveries/{delivery}": {
    /** One message with its body */
    get: operations["getWebhookDelivery"];
  };
  "/v1/webhooks/{id}/deliveries/{delivery}/resend": {
    /**
     * Sends a message once more, whatever became of it
     * @description With the same `webhook-id`, before what waits for the same order. The webhook must be active to be sent it.
     */
    post: operations["resendWebhookDelivery"];
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    ProductPage: {
      items: components["schemas"]["Product"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Product: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId?: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace?: string;
      /** @description Артикул. */
      sku?: string | null;
      /** @description Штрихкод. */
      barcode?: string | null;
      /** @description Код. */
      code?: string | null;
      /** @description Наименование. */
      name?: string | null;
      /** @description Полное наименование. */
      fullName?: string | null;
      /** @description Описание: plain text. */
      description?: string | null;
      /** @description The description in HTML as 1C sent it: clean it before you show it. */
      descriptionHtml?: string | null;
      /** @description `id` and `name` are null while the group itself has not come. */
      groups?: ({
          /**
           * Format: uuid
           * @description Our id.
           */
          id: string | null;
          /** @description The id in 1C: text, unique in its id space. */
          externalId: string;
          /** @description Name of the group. */
          name: string | null;
        })[];
      properties?: components["schemas"]["PropertyValue"][];
      /** @description ХарактеристикиТовара of the product itself; those of its variants are in `offers`. */
      characteristicValues?: components["schemas"]["CharacteristicValue"][];
      requisites?: components["schemas"]["Requisite"][];
      /** @description In the order of 1C, the main one first; only those whose bytes have arrived. */
      pictures?: components["schemas"]["Picture"][];
      /** @description Other files (instructions, certificates). */
      files?: components["schemas"]["Picture"][];
      unit?: components["schemas"]["Unit"] | null;
      weight?: components["schemas"]["Decimal"] | null;
      /** @description Изготовитель. */
      manufacturer?: string | null;
      /** @description Торговая марка. */
      brand?: string | null;
      /** @description Страна. */
      country?: string | null;
      taxes?: components["schemas"]["Tax"][];
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra?: {
        [key: string]: unknown;
      };
      /** @description Whether some 1C has it in its catalogue and has not marked it as deleted. */
      active?: boolean;
      /** @description The offers that are active; /v1/offers?productId=…&active=all gives the others too. */
      offers?: components["schemas"]["ProductOffer"][];
      /**
       * Format: date-time
       * @description When the product, one of its offers or one of its pictures was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt?: string;
    };
    PropertyValue: {
      /** @description Id of the property in 1C. */
      id: string;
      /** @description Null while the property itself has not come. */
      name: string | null;
      /** @description The text, also of a value that 1C names by its id in a dictionary; several are joined by `, `. */
      value: string | null;
      /** @description Each text by itself. */
      values: string[];
    };
    /** @description One of ХарактеристикиТовара, as it came. */
    CharacteristicValue: {
      /** @description Id of the characteristic’s property in 1C. */
      id: string | null;
      name: string;
      value: string;
    };
    /** @description A requisite (реквизит) of 1C, as it came. */
    Requisite: {
      name: string;
      values: string[];
    };
    /** @description A picture or file whose bytes have arrived. */
    Picture: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description Where its bytes are: absolute when PUBLIC_URL is set. Another one when they change. Takes the API key, like everything here. */
      url: string;
      /** @description What 1C says of it. */
      description: string | null;
      /** @example image/jpeg */
      contentType: string;
      /** @description Bytes. */
      size: number;
    };
    Unit: {
      /** @description Code in the national classifier (ОКЕИ, КСПОВО), as 1C says it. */
      code: string | null;
      /** @description `шт` */
      name: string | null;
      /** @description `Штука` */
      fullName: string | null;
      /** @description `PCE` */
      international: string | null;
      /** @description What the code means, Russian or Ukrainian: letters of UN/ECE recommendation 20 (`PCE`, `KGM`); null = not known. */
      unece: string | null;
      /** @description Other units of this product. */
      conversions: ({
          unit: string;
          /** @description Base units in one of this unit. */
          coefficient: components["schemas"]["Decimal"] | null;
          /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
          extra: {
            [key: string]: unknown;
          };
        })[];
    };
    /**
     * @description An exact decimal number as a string; never a JSON number.
     * @example 1199.90
     */
    Decimal: string;
    Tax: {
      /** @description `НДС` */
      name: string;
      /** @description A decimal (`20`), a fraction (`20/120`), or `none` for «Без НДС». */
      rate: string | null;
      /** @description Whether prices hold it. */
      included: boolean | null;
      /** @description Whether it is an excise. */
      excise: boolean | null;
    };
    /** @description What can be bought of a product: itself, or one of its variants. */
    ProductOffer: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The whole 1C id: `a#b` (product and characteristic), or `a`. */
      externalId?: string;
      /** @description Name of the variant, when 1C gives it one. */
      name?: string | null;
      /** @description Артикул. */
      sku?: string | null;
      /** @description Штрихкод. */
      barcode?: string | null;
      /** @description Код. */
      code?: string | null;
      /** @description What this variant is: name → value, like {"Размер": "42"}. Empty = no characteristic. */
      characteristics?: {
        [key: string]: string;
      };
      /** @description The same in the order of 1C, with their ids. */
      characteristicValues?: components["schemas"]["CharacteristicValue"][];
      properties?: components["schemas"]["PropertyValue"][];
      requisites?: components["schemas"]["Requisite"][];
      pictures?: components["schemas"]["Picture"][];
      files?: components["schemas"]["Picture"][];
      unit?: components["schemas"]["Unit"] | null;
      weight?: components["schemas"]["Decimal"] | null;
      prices?: components["schemas"]["Price"][];
      stock?: components["schemas"]["Stock"];
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra?: {
        [key: string]: unknown;
      };
      active?: boolean;
      /**
       * Format: date-time
       * @description When the offer was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt?: string;
      /** @description Only with `channel`. Null: 1C has no price of the channel’s price types, or only in a currency that no rule converts; or the channel’s own is not set. Filters and sorting know the prices of 1C alone. */
      channelPrice?: components["schemas"]["ChannelPrice"] | null;
      /** @description Only with `channel`. Null = 1C never said, or the channel’s own is not set. */
      channelStock?: components["schemas"]["Decimal"] | null;
    };
    Price: {
      /** @description Id of the price type in 1C: `externalId` of /v1/price-types. */
      priceType: string;
      /** @description Null while the price type itself has not come. */
      priceTypeName: string | null;
      amount: components["schemas"]["Decimal"];
      /** @description Of the price, else of its type, in ISO 4217 where that is known; null = 1C names none. */
      currency: string | null;
      /** @description The price holds from this quantity on. */
      minQuantity: components["schemas"]["Decimal"] | null;
      /** @description The unit that the price is for, when 1C names it. */
      unit: string | null;
      /** @description Base units in that unit. */
      coefficient: components["schemas"]["Decimal"] | null;
      /** @description The price in words of 1C: `120 руб. за шт`. */
      presentation: string | null;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
    };
    Stock: {
      /** @description Null = 1C never said. */
      total: components["schemas"]["Decimal"] | null;
      /** @description `externalId` of a warehouse → quantity. */
      warehouses: {
        [key: string]: components["schemas"]["Decimal"];
      };
    };
    ChannelPrice: {
      amount: components["schemas"]["Decimal"];
      currency: string;
      /** @description The price of 1C that the rules began with; null = the price is the channel’s own. */
      before: components["schemas"]["ChannelMoney"] | null;
      /** @description The rules that made it, in their order. */
      rules: string[];
    };
    ChannelMoney: {
      amount: components["schemas"]["Decimal"];
      currency: string;
    };
    /** @description Every error: problem+json of RFC 9457, with a stable code. */
    Problem: {
      /** @description `urn:uzel:error:` and the code. */
      type: string;
      /** @description What the code means, in the language of Accept-Language: English, Russian, Ukrainian or Turkish. */
      title: string;
      /** @description The HTTP status. */
      status: number;
      /** @description What is wrong here, and what to do about it, in the language of Accept-Language; what is met seldom, in English. */
      detail: string;
      /** @description What to do about the code, in the language of Accept-Language. */
      help: string;
      /** @description Stable: programs may rely on it. */
      code: string;
      /** @description Every wrong field of the request (UZ1501); of sums that do not add up the one that is off (UZ1505). */
      errors?: {
          /** @description The field: `lines.0.price`, the name of a parameter; empty = the whole body. */
          path: string;
          /** @description What it should be, in the language of Accept-Language. */
          message: string;
        }[];
    };
    Facets: {
      /** @description Products that the filters find. */
      total: number;
      /** @description Those that were asked for, in their order, but `price`. */
      facets: ({
          /** @description As it was asked for. */
          facet: string;
          /** @description Of the property or characteristic; else null. */
          name: string | null;
          /** @description At most 100, the most frequent first; none that nothing has. */
          values: ({
              /** @description What the filter of the same name takes: text, id of a value, 1C id; of `stock` `true` or `false`. */
              value: string;
              /** @description For people: the text of the value, the name of the group or warehouse; null = it has none. */
              text: string | null;
              /** @description Products that are found with it, in place of what is chosen in this facet. */
              count: number;
            })[];
        })[];
      /** @description With the facet `price`: the smallest and the largest of the lowest prices of the products, whatever band is chosen; null = none has a price, or it was not asked for. */
      price: {
        min: components["schemas"]["Decimal"];
        max: components["schemas"]["Decimal"];
      } | null;
      /** @description What was counted is up to date with this change of the log. */
      seq: number;
    };
    ProductRefList: {
      items: components["schemas"]["ProductRef"][];
    };
    /** @description What a system of yours calls a product. */
    ProductRef: {
      /**
       * Format: uuid
       * @description Our id.
       */
      product: string;
      system: string;
      ref: string;
      /**
       * Format: date-time
       * @description When it was written.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    ProductRefInput: {
      /** @description The system’s own id of it. */
      ref: string;
    };
    ProductRefPage: {
      items: components["schemas"]["ProductRef"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    ProductRefsInput: {
      items: {
          /**
           * Format: uuid
           * @description Our id of the product.
           */
          product: string;
          /** @description The system’s own id of it. */
          ref: string;
        }[];
    };
    GroupPage: {
      items: components["schemas"]["Group"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Group: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      /** @description Null = at the top. `id` is null while the parent itself has not come. */
      parent: ({
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string | null;
        /** @description The id in 1C: text, unique in its id space. */
        externalId: string;
      }) | null;
      /** @description Описание. */
      description: string | null;
      picture: components["schemas"]["Picture"] | null;
      /** @description Position among its siblings, from 0. */
      sort: number;
    };
    OfferPage: {
      items: components["schemas"]["Offer"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Offer: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The whole 1C id: `a#b` (product and characteristic), or `a`. */
      externalId?: string;
      /** @description Name of the variant, when 1C gives it one. */
      name?: string | null;
      /** @description Артикул. */
      sku?: string | null;
      /** @description Штрихкод. */
      barcode?: string | null;
      /** @description Код. */
      code?: string | null;
      /** @description What this variant is: name → value, like {"Размер": "42"}. Empty = no characteristic. */
      characteristics?: {
        [key: string]: string;
      };
      /** @description The same in the order of 1C, with their ids. */
      characteristicValues?: components["schemas"]["CharacteristicValue"][];
      properties?: components["schemas"]["PropertyValue"][];
      requisites?: components["schemas"]["Requisite"][];
      pictures?: components["schemas"]["Picture"][];
      files?: components["schemas"]["Picture"][];
      unit?: components["schemas"]["Unit"] | null;
      weight?: components["schemas"]["Decimal"] | null;
      prices?: components["schemas"]["Price"][];
      stock?: components["schemas"]["Stock"];
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra?: {
        [key: string]: unknown;
      };
      active?: boolean;
      /**
       * Format: date-time
       * @description When the offer was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt?: string;
      /** @description Only with `channel`. Null: 1C has no price of the channel’s price types, or only in a currency that no rule converts; or the channel’s own is not set. Filters and sorting know the prices of 1C alone. */
      channelPrice?: components["schemas"]["ChannelPrice"] | null;
      /** @description Only with `channel`. Null = 1C never said, or the channel’s own is not set. */
      channelStock?: components["schemas"]["Decimal"] | null;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace?: string;
      /** @description `id` is null while the product itself has not come. */
      product?: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string | null;
        /** @description The id in 1C: text, unique in its id space. */
        externalId: string;
      };
    };
    CartPrices: {
      /** @description In the order of `offers`. */
      items: ({
          /**
           * Format: uuid
           * @description Our id.
           */
          offer: string;
          /** @description The whole 1C id of the offer. */
          externalId: string;
          /** @description Whether it is on sale. */
          active: boolean;
          /** @description Of each price type the one that holds for the quantity. */
          prices: components["schemas"]["Price"][];
          /** @description Only with `channel`. Null: 1C has no price of the channel’s price types, or only in a currency that no rule converts; or the channel’s own is not set. Filters and sorting know the prices of 1C alone. */
          channelPrice?: components["schemas"]["ChannelPrice"] | null;
        })[];
      /** @description What was asked for and is not there. */
      missing: string[];
    };
    /**
     * @description A quantity above zero, exact: a string with a dot.
     * @example 2
     */
    QuantityInput: string;
    CartStock: {
      /** @description In the order of `offers`. */
      items: ({
          /**
           * Format: uuid
           * @description Our id.
           */
          offer: string;
          /** @description The whole 1C id of the offer. */
          externalId: string;
          /** @description Whether it is on sale. */
          active: boolean;
          stock: components["schemas"]["Stock"];
          /** @description Only with `channel`. Null = 1C never said, or the channel’s own is not set. */
          channelStock?: components["schemas"]["Decimal"] | null;
        })[];
      /** @description What was asked for and is not there. */
      missing: string[];
    };
    PriceTypePage: {
      items: components["schemas"]["PriceType"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    PriceType: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      /** @description In ISO 4217 where that is known. */
      currency: string | null;
      taxes: components["schemas"]["Tax"][];
    };
    WarehousePage: {
      items: components["schemas"]["Warehouse"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Warehouse: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      /** @description Комментарий. */
      comment: string | null;
      /** @description Адрес. */
      address: string | null;
      contacts: {
          type: string;
          value: string;
        }[];
    };
    UnitOfMeasurePage: {
      items: components["schemas"]["UnitOfMeasure"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description A unit of the classifier (ЕдиницаИзмерения). */
    UnitOfMeasure: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Code in the national classifier (ОКЕИ, КСПОВО), as 1C says it. */
      code: string | null;
      /** @description НаименованиеКраткое: `шт`. */
      name: string | null;
      /** @description НаименованиеПолное: `Штука`. */
      fullName: string | null;
      /** @description МеждународноеСокращение: `PCE`. */
      international: string | null;
      /** @description What the code means, Russian or Ukrainian: letters of UN/ECE recommendation 20 (`PCE`, `KGM`); null = not known. */
      unece: string | null;
      /** @description False: marked as deleted in 1C. */
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    PropertyPage: {
      items: components["schemas"]["Property"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description What products and offers have values of (Свойство). */
    Property: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      /** @description Описание. */
      description: string | null;
      /**
       * @description ТипЗначений. Null = 1C does not say.
       * @enum {string|null}
       */
      valueType: "string" | "number" | "time" | "date" | "boolean" | "dictionary" | null;
      /** @description Whether a product may have several values. Null = 1C does not say. */
      multiple: boolean | null;
      /** @description Whether each must have one. Null = 1C does not say. */
      required: boolean | null;
      /** @description Whether it is one of products. Null = 1C does not say. */
      forProducts: boolean | null;
      /** @description Whether it is one of offers. Null = 1C does not say. */
      forOffers: boolean | null;
      /** @description Whether it is one of documents. Null = 1C does not say. */
      forDocuments: boolean | null;
      /** @description The values that it may have, where 1C lists them. Products show the text, not the id. */
      variants: {
          /** @description Id of the value in 1C. */
          id: string;
          value: string;
        }[];
      /** @description One of /v1/dictionaries, whose items are the values; products show their names. Null = none, or it cannot be told which. */
      dictionary: ({
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        /** @description The id in 1C: text, unique in its id space. */
        externalId: string;
        /** @description Name of the dictionary. */
        name: string | null;
      }) | null;
      /** @description False: marked as deleted in 1C. */
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    DictionaryPage: {
      items: components["schemas"]["Dictionary"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description A dictionary that the shop made in its 1C (ПользовательскиеСправочники). */
    Dictionary: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      /** @description False: marked as deleted in 1C. */
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      /** @description What its items may say. */
      fields: ({
          /** @description Id of the field in 1C. */
          id: string;
          /** @description Наименование. */
          name: string | null;
          /** @description `ТипЗначений` as 1C writes it: `Строка`, `Число` … */
          valueType: string | null;
        })[];
    };
    DictionaryItemPage: {
      items: components["schemas"]["DictionaryItem"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    DictionaryItem: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      /** @description False: marked as deleted in 1C. */
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      values: ({
          /** @description Id of the field, when 1C names it by its id. */
          id: string | null;
          /** @description Name of the field, when it is known. */
          name: string | null;
          values: string[];
        })[];
    };
    CataloguePage: {
      items: components["schemas"]["Catalogue"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description What a catalogue (Каталог) says of itself, beside its products. */
    Catalogue: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      /** @description ИдКлассификатора: the id in 1C of its classifier. */
      classifierId: string | null;
      /** @description Описание. */
      description: string | null;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    OtherRecordPage: {
      items: components["schemas"]["OtherRecord"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description What no other resource has, whole: elements that Uzel does not interpret, and what classifiers and offer packages say of themselves. */
    OtherRecord: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /**
       * @description Of the element, with the one that it stands in when that is not the root.
       * @example Скидки
       */
      name: string;
      /** @description The id in 1C; of an element that has none, a digest of its content. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description The element as 1C wrote it: names of elements → their content, names of attributes with a leading `@`, a repeated element as a list. */
      content: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    OtherRecordNamePage: {
      items: components["schemas"]["OtherRecordName"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    OtherRecordName: {
      /**
       * @description Of the element, with the one that it stands in when that is not the root.
       * @example Скидки
       */
      name: string;
      /** @description How many records have it. */
      count: number;
    };
    /** @description All channels, oldest first. */
    ChannelList: {
      items: components["schemas"]["Channel"][];
    };
    /** @description A place where the shop sells: a site, a marketplace. */
    Channel: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description As the shop calls it; one in any case. */
      name: string;
      /**
       * @description That it sells in. A price of 1C in another one needs a rule that converts it.
       * @example RUB
       */
      currency: string;
      /** @description Price types, our ids or 1C’s: the first that an offer has a price of is where its price begins. */
      priceTypes: string[];
      /**
       * @description `first`: the first rule that fits makes the price; `all`: each that fits, one upon the other.
       * @enum {string}
       */
      mode: "first" | "all";
      /**
       * @description What follows 1C: `price`: the stock is the channel’s own; `stock`: the price is; `both`: nothing is, and what is its own is not shown.
       * @enum {string}
       */
      updates: "both" | "price" | "stock";
      /** @description Of the channel and its rules: the ETag of both. */
      version: number;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it or its rules were changed last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    ChannelInput: {
      /** @description As the shop calls it; one in any case. */
      name: string;
      /**
       * @description That it sells in. A price of 1C in another one needs a rule that converts it.
       * @example RUB
       */
      currency: string;
      /** @description Price types, our ids or 1C’s: the first that an offer has a price of is where its price begins. */
      priceTypes: string[];
      /**
       * @description Absent: `first`.
       * @enum {string}
       */
      mode?: "first" | "all";
      /**
       * @description Absent: `both`.
       * @enum {string}
       */
      updates?: "both" | "price" | "stock";
    };
    /** @description What is left out stays. */
    ChannelPatch: {
      /** @description As the shop calls it; one in any case. */
      name?: string;
      /**
       * @description That it sells in. A price of 1C in another one needs a rule that converts it.
       * @example RUB
       */
      currency?: string;
      /** @description Price types, our ids or 1C’s: the first that an offer has a price of is where its price begins. */
      priceTypes?: string[];
      /**
       * @description `first`: the first rule that fits makes the price; `all`: each that fits, one upon the other.
       * @enum {string}
       */
      mode?: "first" | "all";
      /**
       * @description What follows 1C: `price`: the stock is the channel’s own; `stock`: the price is; `both`: nothing is, and what is its own is not shown.
       * @enum {string}
       */
      updates?: "both" | "price" | "stock";
    };
    /** @description All rules of a channel, in the order that they are tried in. */
    PriceRuleList: {
      items: components["schemas"]["PriceRule"][];
    };
    PriceRule: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description For people. */
      name: string | null;
      active: boolean;
      /**
       * Format: date-time
       * @description The first moment of it.
       * @example 2026-01-31T10:00:00.123456Z
       */
      validFrom: string | null;
      /**
       * Format: date-time
       * @description The last moment of it.
       * @example 2026-01-31T10:00:00.123456Z
       */
      validTo: string | null;
      scope: components["schemas"]["RuleScope"];
      action: components["schemas"]["RuleAction"];
    };
    /** @description What the rule is for: all that is said must hold. Empty = everything. */
    RuleScope: {
      /** @description Our ids or 1C’s of price types: the price that the channel begins with is of one of them. */
      priceTypes?: string[];
      /** @description Our ids or 1C’s of groups: the product lies in one of them or below. */
      groups?: string[];
      /** @description As products have them, in any case. */
      manufacturers?: string[];
      /** @description Our ids or 1C’s of products. */
      products?: string[];
      /**
       * @description The price before this rule is this or more.
       * @example 100.50
       */
      priceFrom?: string;
      /**
       * @description The price before this rule is less.
       * @example 100.50
       */
      priceBelow?: string;
    };
    /** @description Done in this order: currency, change, extra, rounding, floor and ceiling; never below zero. Empty: the price stays, to 2 places, and with `mode` `first` no later rule takes it. */
    RuleAction: {
      /** @description Takes prices in this currency into that of the channel. A rule without is for prices that are in it by then; all other amounts of a rule are in it, but the band, which is of the price before. */
      currency?: {
        /** @description As prices show it: `USD`; codes of ISO 4217 in any case. */
        from: string;
        /**
         * @description What one of it costs in the channel’s currency.
         * @example 100.50
         */
        rate: string;
      };
      change?: components["schemas"]["RuleChange"];
      /**
       * @description Added after the change.
       * @example 100.50
       */
      extra?: string;
      /** @description Absent: to 2 places, half up. A price above zero never becomes zero, or less, by it: then it is the least that is allowed. */
      round?: {
        /**
         * @description To a multiple of it: `5`, `0.05`.
         * @example 100.50
         */
        step?: string;
        /** @description To a price that ends so: `99` gives 99, 199, …; `9.90` gives 9.90, 19.90, …; `0.99` gives 0.99, 1.99, …. */
        ending?: string;
        /**
         * @description What lies in the middle goes up.
         * @enum {string}
         */
        how: "up" | "down" | "nearest";
      };
      /**
       * @description Not less than this, whatever the rounding gave.
       * @example 100.50
       */
      floor?: string;
      /**
       * @description Not more than this, whatever the rounding gave.
       * @example 100.50
       */
      ceiling?: string;
    };
    RuleChange: {
      /** @enum {string} */
      by: "percent" | "amount";
      /** @description More, or with a minus less. */
      value: string;
    };
    /** @description All rules, in the order that they are tried in. */
    PriceRulesInput: {
      rules: components["schemas"]["PriceRuleInput"][];
    };
    PriceRuleInput: {
      /** @description For people. */
      name?: string | null;
      /** @description Absent: true. */
      active?: boolean;
      /**
       * Format: date-time
       * @description The first moment of it. Absent or null: from ever.
       */
      validFrom?: string | null;
      /**
       * Format: date-time
       * @description The last moment of it. Absent or null: for ever.
       */
      validTo?: string | null;
      /** @description Absent: everything. */
      scope?: {
        /** @description Our ids or 1C’s of price types: the price that the channel begins with is of one of them. */
        priceTypes?: string[];
        /** @description Our ids or 1C’s of groups: the product lies in one of them or below. */
        groups?: string[];
        /** @description As products have them, in any case. */
        manufacturers?: string[];
        /** @description Our ids or 1C’s of products. */
        products?: string[];
        /**
         * @description The price before this rule is this or more.
         * @example 100.50
         */
        priceFrom?: string;
        /**
         * @description The price before this rule is less.
         * @example 100.50
         */
        priceBelow?: string;
      };
      action: components["schemas"]["RuleAction"];
      /**
       * Format: uuid
       * @description Of the rule that this is. Absent: the one that says the same, else a new one.
       */
      id?: string;
    };
    OwnPricePage: {
      items: components["schemas"]["OwnPrice"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description What a channel has of an offer by itself. */
    OwnPrice: {
      /**
       * Format: uuid
       * @description Our id.
       */
      offer: string;
      price: components["schemas"]["Decimal"] | null;
      /** @description The channel’s when the price was set: when it sells in another one now, the price counts no more. */
      currency: string | null;
      stock: components["schemas"]["Decimal"] | null;
    };
    OwnPricesInput: {
      items: ({
          /**
           * Format: uuid
           * @description Our id of the offer.
           */
          offer: string;
          /** @description In the channel’s currency. Null takes it away; absent: it stays. */
          price?: components["schemas"]["MoneyInput"] | null;
          /** @description Null takes it away; absent: it stays. */
          stock?: components["schemas"]["MoneyInput"] | null;
        })[];
    };
    /**
     * @description Money, exact: a string with a dot, at most 15 digits before it and 6 after it. JSON numbers are refused.
     * @example 100.50
     */
    MoneyInput: string;
    OwnPriceInput: {
      /** @description In the channel’s currency. Null takes it away; absent: it stays. */
      price?: components["schemas"]["MoneyInput"] | null;
      /** @description Null takes it away; absent: it stays. */
      stock?: components["schemas"]["MoneyInput"] | null;
    };
    Frozen: {
      /** @description How many offers there are. */
      offers: number;
    };
    /** @description What becomes the channel’s own. */
    FreezeInput: {
      prices: boolean;
      stock: boolean;
    };
    PreviewPage: {
      items: components["schemas"]["PreviewItem"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    PreviewItem: {
      offer: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        /** @description The whole 1C id. */
        externalId: string;
        /** @description Name of the variant. */
        name: string | null;
      };
      product: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        /** @description Наименование. */
        name: string | null;
      };
      /** @description The price of 1C; null = it has none of the channel’s price types. */
      before: components["schemas"]["ChannelMoney"] | null;
      /** @description Null: no price, or one in a currency that no rule converts. */
      after: components["schemas"]["ChannelMoney"] | null;
      /** @description The rules that made it, in their order; empty: none fits. */
      rules: components["schemas"]["PreviewRule"][];
    };
    PreviewRule: {
      /** @description In the list of rules, from 1. */
      place: number;
      /**
       * Format: uuid
       * @description Null for a rule of the draft.
       */
      id: string | null;
      /** @description Name of the rule. */
      name: string | null;
      before: components["schemas"]["ChannelMoney"];
      after: components["schemas"]["ChannelMoney"];
    };
    PreviewInput: {
      /** @description A draft; absent: the rules that it has. */
      rules?: components["schemas"]["PriceRuleFields"][];
      /**
       * @description Absent: that of the channel.
       * @enum {string}
       */
      mode?: "first" | "all";
      /**
       * Format: uuid
       * @description Our id of a product. Absent, and no group: all products.
       */
      product?: string;
      /** @description Our id or 1C id of a group: the products of it and of all groups below it. */
      group?: string;
      /**
       * Format: date-time
       * @description As of this moment; absent: now.
       */
      at?: string;
    };
    PriceRuleFields: {
      /** @description For people. */
      name?: string | null;
      /** @description Absent: true. */
      active?: boolean;
      /**
       * Format: date-time
       * @description The first moment of it. Absent or null: from ever.
       */
      validFrom?: string | null;
      /**
       * Format: date-time
       * @description The last moment of it. Absent or null: for ever.
       */
      validTo?: string | null;
      /** @description Absent: everything. */
      scope?: {
        /** @description Our ids or 1C’s of price types: the price that the channel begins with is of one of them. */
        priceTypes?: string[];
        /** @description Our ids or 1C’s of groups: the product lies in one of them or below. */
        groups?: string[];
        /** @description As products have them, in any case. */
        manufacturers?: string[];
        /** @description Our ids or 1C’s of products. */
        products?: string[];
        /**
         * @description The price before this rule is this or more.
         * @example 100.50
         */
        priceFrom?: string;
        /**
         * @description The price before this rule is less.
         * @example 100.50
         */
        priceBelow?: string;
      };
      action: components["schemas"]["RuleAction"];
    };
    MatchingRun: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The system whose items are matched; null = products are. */
      system: string | null;
      /** @description The id space whose products are matched … */
      idSpace: string | null;
      /** @description … with those of this one. */
      among: string | null;
      rules: ("id" | "sku" | "barcode" | "code" | "name")[];
      /** @enum {string} */
      state: "queued" | "running" | "done" | "failed";
      progress: {
        step: ("reading" | "id" | "sku" | "barcode" | "code" | "name" | "writing") | null;
        /** @description Of the step. */
        done: number;
        /** @description Of the step; 0 = not known. */
        total: number;
      };
      /** @description `name`: not all names that are only alike were found: the database has no pg_trgm, or comparing them took longer than an hour. */
      skipped: ("id" | "sku" | "barcode" | "code" | "name")[];
      result: {
        /** @description With a product. */
        matched: number;
        /** @description Without. */
        unmatched: number;
        /** @description Several products may be meant, or the names are only alike. */
        doubtful: number;
        /** @description Matches that are others than before. */
        changed: number;
      } | null;
      /** @description Why it failed. */
      error: string | null;
      /**
       * Format: date-time
       * @description When it was asked for.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      startedAt: string | null;
      endedAt: string | null;
    };
    /**
     * @example {
     *   "system": "site",
     *   "rules": [
     *     "id",
     *     "barcode",
     *     "sku",
     *     "name"
     *   ]
     * }
     */
    MatchingRunInput: {
      /** @description Matches the items of this system with products. This, or `idSpace` and `among`. */
      system?: string;
      /** @description Matches the products of this id space (of one 1C) … */
      idSpace?: string;
      /** @description … with those of this one (of another 1C). */
      among?: string;
      /** @description In the order of your trust: what a rule has matched, those behind it leave alone. */
      rules: ("id" | "sku" | "barcode" | "code" | "name")[];
    };
    MatchingRunList: {
      items: components["schemas"]["MatchingRun"][];
    };
    MatchingConfirmed: {
      /** @description How many matches a person stands for now. */
      confirmed: number;
    };
    MatchingConfirmInput: {
      /** @description Matches the items of this system with products. This, or `idSpace` and `among`. */
      system?: string;
      /** @description Matches the products of this id space (of one 1C) … */
      idSpace?: string;
      /** @description … with those of this one (of another 1C). */
      among?: string;
      /** @description Only what these have matched. */
      rules?: ("id" | "sku" | "barcode" | "code" | "name")[];
    };
    MatchPage: {
      items: components["schemas"]["Match"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
      /** @description Of all, whatever `state` and `decided`. */
      counts: {
        /** @description With a product. */
        matched: number;
        /** @description Without. */
        unmatched: number;
        /** @description Several products may be meant, or the names are only alike. */
        doubtful: number;
      };
    };
    /** @description A thing that a product is sought for, and what was found. */
    Match: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The system whose items are matched; null = products are. */
      system: string | null;
      /** @description The id space whose products are matched … */
      idSpace: string | null;
      /** @description … with those of this one. */
      among: string | null;
      /** @enum {string} */
      state: "matched" | "unmatched" | "doubtful";
      /** @description The item of the system. */
      item: components["schemas"]["MatchedItem"] | null;
      /** @description The product of `idSpace`. */
      of: components["schemas"]["MatchedProduct"] | null;
      /** @description That it is; null unless matched. */
      product: components["schemas"]["MatchedProduct"] | null;
      /** @description That found it; null = a person did. */
      rule: ("id" | "sku" | "barcode" | "code" | "name") | null;
      /** @description Of a doubtful one: the best first, at most 10. */
      candidates: components["schemas"]["MatchCandidate"][];
      /** @description Products that a person said it is not: no run proposes them. */
      refused: string[];
      /** @description What a person decided, and no run changes; `ref`: the reference of the product was written. Null = runs decide. */
      decision: ("confirmed" | "picked" | "refused" | "ref") | null;
      decidedAt: string | null;
      /**
       * Format: date-time
       * @description When it was changed last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    MatchedItem: {
      /** @description The system’s own id of it. */
      ref: string;
      /** @description Its id in 1C. */
      externalId: string | null;
      /** @description Артикул. */
      sku: string | null;
      /** @description Штрихкод. */
      barcode: string | null;
      /** @description Код. */
      code: string | null;
      /** @description Наименование. */
      name: string | null;
    };
    /** @description A product in brief; all but its id is null when it is gone for good. */
    MatchedProduct: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      externalId: string | null;
      idSpace: string | null;
      /** @description Артикул. */
      sku: string | null;
      /** @description Штрихкод. */
      barcode: string | null;
      /** @description Код. */
      code: string | null;
      /** @description Наименование. */
      name: string | null;
      active: boolean;
    };
    MatchCandidate: {
      product: components["schemas"]["MatchedProduct"];
      /**
       * @description The first rule that found it.
       * @enum {string}
       */
      rule: "id" | "sku" | "barcode" | "code" | "name";
      /** @description Of the names, 0.6 to 1; null = the rule knows only the same. */
      likeness: number | null;
    };
    MatchDecisionInput: {
      /**
       * @description `confirm`: what was found it is, or the only candidate; `pick`: it is this `product`; `refuse`: it is not this `product`, or without one, none of all; `reopen`: runs decide again.
       * @enum {string}
       */
      decision: "confirm" | "pick" | "refuse" | "reopen";
      /**
       * Format: uuid
       * @description Of `confirm`: refused with UZ1526 unless it is what was found, or a candidate: what you saw may be over.
       */
      product?: string;
    };
    ProductMatches: {
      /** @description Products of other 1C that are the same thing, also by way of others. */
      sameAs: ({
          /**
           * Format: uuid
           * @description Our id.
           */
          id: string;
          externalId: string | null;
          idSpace: string | null;
          /** @description Артикул. */
          sku: string | null;
          /** @description Штрихкод. */
          barcode: string | null;
          /** @description Код. */
          code: string | null;
          /** @description Наименование. */
          name: string | null;
          active: boolean;
          /** @description Whether a person stands for it. */
          confirmed: boolean;
        })[];
      /** @description What your systems call it. */
      refs: components["schemas"]["ProductRef"][];
    };
    ShopSystemList: {
      items: {
          system: string;
          /** @description Items that it had before. */
          items: number;
          /** @description Products that it has an id of its own of. */
          refs: number;
        }[];
    };
    ShopItemPage: {
      items: components["schemas"]["ShopItem"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description What a system had before 1C came. */
    ShopItem: {
      /** @description The system’s own id of it. */
      ref: string;
      /** @description Its id in 1C. */
      externalId: string | null;
      /** @description Артикул. */
      sku: string | null;
      /** @description Штрихкод. */
      barcode: string | null;
      /** @description Код. */
      code: string | null;
      /** @description Наименование. */
      name: string | null;
      /**
       * Format: date-time
       * @description When it was changed last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    /** @description What is left out of an item is nothing. */
    ShopItemsInput: {
      items: ({
          /** @description The system’s own id of it. */
          ref: string;
          /** @description Its id in 1C (`Ид`), where the system knows it. */
          externalId?: string | null;
          /** @description Артикул. */
          sku?: string | null;
          /** @description Штрихкод. */
          barcode?: string | null;
          /** @description Код. */
          code?: string | null;
          /** @description Наименование. */
          name?: string | null;
        })[];
    };
    OrderPage: {
      items: components["schemas"]["Order"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Order: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description Unique in the shop; frozen once 1C has been offered the order. */
      number: string;
      /** @description As the shop or 1C named it. */
      status: string | null;
      /** @description The one 1C that has the order; null = no 1C takes it yet. */
      owner: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      customer: {
        id?: string;
        /** @enum {string} */
        type: "person" | "company";
        name: string;
        firstName?: string;
        lastName?: string;
        middleName?: string;
        phone?: string;
        email?: string;
        taxId?: string;
        taxRegistrationReason?: string;
        address?: components["schemas"]["Address"];
        /** @description Own fields of the shop. */
        fields?: {
          [key: string]: string;
        };
      };
      /**
       * Format: uuid
       * @description Which of `GET /v1/customers` it is; null = not recognised.
       */
      customerId: string | null;
      lines: components["schemas"]["OrderLine"][];
      delivery: components["schemas"]["Delivery"] | null;
      payments: components["schemas"]["Payment"][];
      /** @description What left the shop, part by part; what 1C shipped is in `documents`. */
      shipments: components["schemas"]["Shipment"][];
      /** @description What came back to the shop; what 1C took back is in `documents`. */
      returns: components["schemas"]["Return"][];
      /** @description For the people who handle the order. */
      comment: string | null;
      requisites: {
        [key: string]: string;
      };
      /**
       * @description All lines and the delivery.
       * @example 1199.90
       */
      total: string;
      currency: components["schemas"]["Currency"];
      paid: boolean;
      shipped: boolean;
      cancelled: boolean;
      /**
       * @description Null = not cancelled, or not said. What the customer cancelled nobody takes back.
       * @enum {string|null}
       */
      cancelledBy: "customer" | "shop" | "node" | null;
      /** @description Marked as deleted in 1C. */
      deleted: boolean;
      /** @description Which of the shop’s sites it was placed at. */
      site: string | null;
      /** @description The shop’s word for the warehouse, or its 1C id. */
      warehouse: string | null;
      /** @description The shop’s word for the organisation. */
      organisation: string | null;
      /** @description Personnel number of the person who is responsible: see `GET /v1/employees`. */
      responsible: string | null;
      promoCodes: string[];
      /** @description What bonuses paid; a card without a sum collects them. */
      bonus: {
        card?: string;
        amount?: components["schemas"]["Decimal"];
      } | null;
      /** @description Whether 1C may ship. */
      deliveryAllowed: boolean;
      /** @description Why it belongs to its owner; null = it was placed before Uzel kept that. */
      routing: components["schemas"]["OrderRouting"] | null;
      /** @description What keeps it back from its 1C; empty = nothing. The next change looks again. */
      held: components["schemas"]["OrderNotice"][];
      /** @description What a person should know of it; it is given to 1C all the same. */
      warnings: components["schemas"]["OrderNotice"][];
      /** @description It is being edited in the shop: it is not given to 1C, and what 1C says waits. */
      lock: ({
        /**
         * Format: date-time
         * @description When the lock ends by itself.
         * @example 2026-01-31T10:00:00.123456Z
         */
        until: string;
        /** @description Who edits it. */
        by: string | null;
      }) | null;
      /** @description Its 1C has locked it: it is not given to 1C. */
      lockedInOneC: boolean;
      /** @description How often the shop and 1C said different things: `GET /v1/orders/{id}/history`. */
      conflicts: number;
      oneC: components["schemas"]["OneC"];
      /** @description Payments, shipments, returns … that 1C made for the order, by date; those that 1C deleted are marked. */
      documents: components["schemas"]["OrderDocument"][];
      /** @description Grows by one with every change, whoever made it; ETag and If-Match carry it. */
      version: number;
      /**
       * Format: date-time
       * @description When the customer ordered.
       * @example 2026-01-31T10:00:00.123456Z
       */
      placedAt: string;
      /**
       * Format: date-time
       * @description When Uzel got it.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it was changed last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    Address: {
      text?: string;
      postalCode?: string;
      country?: string;
      region?: string;
      city?: string;
      street?: string;
      house?: string;
      apartment?: string;
    };
    OrderLine: {
      /** @description From 1, stable within the order. */
      lineNo: number;
      /**
       * Format: uuid
       * @description Our id.
       */
      offerId?: string;
      externalId?: string;
      name: string;
      sku?: string;
      unit?: {
        code?: string;
        name?: string;
        fullName?: string;
      };
      quantity: components["schemas"]["Decimal"];
      /**
       * @description Of one unit, before the discount.
       * @example 1199.90
       */
      price: string;
      /**
       * @description Of the whole line.
       * @example 1199.90
       */
      discount?: string;
      tax?: {
        rate: string;
        included: boolean;
        amount?: components["schemas"]["Decimal"];
      };
      /**
       * @description quantity × price − discount (+ tax when it is not included), rounded half up to 2 places.
       * @example 1199.90
       */
      amount: string;
      /** @enum {string} */
      kind: "product" | "service" | "delivery";
    };
    Delivery: {
      name?: string;
      price?: components["schemas"]["Decimal"];
      trackingNumber?: string;
      address?: components["schemas"]["Address"];
    };
    Payment: {
      /** @description The shop’s own name of it. */
      key?: string;
      name?: string;
      amount: components["schemas"]["Decimal"];
      paidAt?: string;
      number?: string;
    };
    Shipment: {
      /** @description The shop’s own name of it. */
      key: string;
      shippedAt: string;
      lines: components["schemas"]["LinePart"][];
      trackingNumber?: string;
      comment?: string;
    };
    LinePart: {
      /** @description Of a line of the order. */
      lineNo: number;
      quantity: components["schemas"]["Decimal"];
    };
    Return: {
      /** @description The shop’s own name of it. */
      key: string;
      returnedAt: string;
      lines: components["schemas"]["LinePart"][];
      /**
       * @description What was paid back.
       * @example 1199.90
       */
      amount?: string;
      reason?: string;
    };
    /**
     * @description ISO 4217.
     * @example RUB
     */
    Currency: string;
    OrderRouting: {
      /**
       * @description `only`: no other node wanted it; `priority`, `wanted`, `load`: how it was chosen of several; `given`: by the request; `born`: it was made in that 1C; `moved`: a person moved it; `none`: nobody wants it.
       * @enum {string}
       */
      by: "only" | "priority" | "wanted" | "load" | "given" | "born" | "moved" | "none";
      /** @description In words, in the language of the shop. */
      reason: string;
      /**
       * Format: date-time
       * @description When it was decided.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      candidates: ({
          node: {
            /**
             * Format: uuid
             * @description Our id.
             */
            id: string;
            name: string;
          };
          /** @description Null = it did not mind. */
          wants: boolean | null;
          /** @description As its kind said it. */
          reason: string | null;
        })[];
    };
    OrderNotice: {
      /** @description Stable: programs may rely on it. */
      code: string;
      /** @description What to do, in the language of the shop. */
      text: string;
    };
    /** @description What 1C told of the order; null = not told. */
    OneC: {
      /** @description Id of the document. */
      id: string | null;
      /** @description Its number: 1C restarts numbers yearly. */
      number: string | null;
      /** @description Its date in 1C: `2026-01-31`, with the time when 1C says it; without a zone. */
      date: string | null;
      /** @description Проведён. */
      posted: boolean | null;
      /** @description Number of the payment. */
      paymentNumber: string | null;
      /** @description Date of the payment. */
      paymentDate: string | null;
      /** @description Number of the shipment. */
      shipmentNumber: string | null;
      /** @description Date of the shipment. */
      shipmentDate: string | null;
      /** @description Payments that the order document of 1C lists. */
      payments: components["schemas"]["OneCPayment"][];
    };
    OneCPayment: {
      /** @description Number of its document. */
      number: string | null;
      /** @description Number of the transaction. */
      transaction: string | null;
      /** @description `2026-01-31`, with the time when 1C says it; without a zone. */
      date: string | null;
      amount: components["schemas"]["Decimal"] | null;
      /** @description Name of the way of payment. */
      method: string | null;
      /** @description Its id. */
      methodId: string | null;
      /** @description Whether it is one of the order’s `payments`, too: then do not count it twice. */
      ofShop: boolean;
    };
    /** @description A payment, shipment, return … that 1C made for the order. */
    OrderDocument: {
      /** @description Id of the document in 1C. */
      id: string | null;
      /**
       * @description What it is, in whatever language 1C says so.
       * @enum {string}
       */
      operation: "order" | "shipment" | "payment" | "return" | "refund" | "invoice" | "other";
      /** @description `ХозОперация` as 1C writes it. */
      name: string;
      /** @description As 1C sends it; empty when it does not. */
      number: string;
      /** @description `2026-01-31`, without a zone. */
      date: string | null;
      /** @description `10:00:00`, without a zone. */
      time: string | null;
      amount: components["schemas"]["Decimal"] | null;
      /** @description In ISO 4217 where that is known. */
      currency: string | null;
      /** @description Its number in 1C, when it has another one. */
      oneCNumber: string | null;
      /** @description Its date in 1C. */
      oneCDate: string | null;
      /** @description Проведён. */
      posted: boolean | null;
      cancelled: boolean;
      /** @description Marked as deleted in 1C. */
      deleted: boolean;
      /**
       * Format: date-time
       * @description When 1C said something new of it last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    OrderInput: {
      /** @description Absent: the next number of the shop. With the prefix of the 1C at most 11 characters. */
      number?: string;
      customer: {
        /** @description Id of the customer in the shop: 1C tells customers apart by it. */
        id?: string;
        /** @enum {string} */
        type: "person" | "company";
        name: string;
        firstName?: string;
        lastName?: string;
        middleName?: string;
        phone?: string;
        email?: string;
        /** @description ИНН, ЄДРПОУ. */
        taxId?: string;
        /** @description КПП. */
        taxRegistrationReason?: string;
        address?: components["schemas"]["AddressInput"];
        /** @description Own fields of the shop: settings of the node write them into elements and requisites of 1C. */
        fields?: {
          [key: string]: string;
        };
      };
      currency: components["schemas"]["Currency"];
      lines: components["schemas"]["OrderLineInput"][];
      delivery?: {
        name?: string;
        /**
         * @description What the delivery costs: it becomes a line of the order.
         * @example 100.50
         */
        price?: string;
        trackingNumber?: string;
        address?: components["schemas"]["AddressInput"];
      } | null;
      payments?: components["schemas"]["OrderPaymentInput"][];
      status?: string | null;
      comment?: string | null;
      /** @description Name → value: given to 1C as they are. */
      requisites?: {
        [key: string]: string;
      };
      /** @description Which of the shop’s sites it was placed at. */
      site?: string | null;
      /** @description The shop’s word for the warehouse, or its 1C id. */
      warehouse?: string | null;
      /** @description The shop’s word for the organisation. */
      organisation?: string | null;
      /** @description Personnel number of the person who is responsible, the same in the shop and in 1C. */
      responsible?: string | null;
      /** @description Compared with the directory of promo codes without case; what an unknown one does is a setting of the shop. */
      promoCodes?: string[];
      /** @description A card without a sum collects bonuses. */
      bonus?: {
        /** @description Number of the bonus card. */
        card?: string;
        /**
         * @description What bonuses paid: at most the total.
         * @example 100.50
         */
        amount?: string;
      } | null;
      /** @description Whether 1C may ship: the requisite `Доставка разрешена`. */
      deliveryAllowed?: boolean;
      /** @description Id or name of the node that gets it; absent: the rules of the shop choose. */
      owner?: string;
      /**
       * @description With the delivery. Checked, not trusted (UZ1505).
       * @example 100.50
       */
      total?: string;
      /**
       * Format: date-time
       * @description When the customer ordered; absent: now.
       */
      placedAt?: string;
    };
    /** @description An address; a plain string is taken for its `text`. */
    AddressInput: {
      /** @description The whole address in one line. */
      text?: string;
      postalCode?: string;
      country?: string;
      region?: string;
      city?: string;
      street?: string;
      house?: string;
      apartment?: string;
    };
    OrderLineInput: {
      /**
       * Format: uuid
       * @description Our id of an offer.
       */
      offerId?: string;
      /** @description The whole 1C id (`a` or `a#b`); it need not be in the catalogue. */
      externalId?: string;
      /** @description Absent: the name in the catalogue. */
      name?: string;
      sku?: string;
      unit?: {
        code?: string;
        name?: string;
        fullName?: string;
      };
      quantity: components["schemas"]["QuantityInput"];
      /**
       * @description Of one unit, before the discount.
       * @example 100.50
       */
      price: string;
      /**
       * @description Of the whole line.
       * @example 100.50
       */
      discount?: string;
      tax?: {
        rate: components["schemas"]["TaxRate"];
        /** @description Whether the price holds it; default true. */
        included?: boolean;
        amount?: components["schemas"]["MoneyInput"];
      };
      /**
       * @description Checked, not trusted (UZ1505).
       * @example 100.50
       */
      amount?: string;
      /**
       * @description Default `product`; the delivery has a place of its own.
       * @enum {string}
       */
      kind?: "product" | "service";
    };
    /**
     * @description A rate in percent (`20`), a fraction (`20/120`), or `none`.
     * @example 20
     */
    TaxRate: string;
    OrderPaymentInput: {
      /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
      key?: string;
      name?: string;
      amount: components["schemas"]["MoneyInput"];
      /** Format: date-time */
      paidAt?: string;
      number?: string;
    };
    /** @description JSON Merge Patch: what is left out stays, null takes away, members of objects are merged, lists are replaced whole. */
    OrderPatch: {
      /** @description Absent: the next number of the shop. With the prefix of the 1C at most 11 characters. */
      number?: string;
      status?: string | null;
      customer?: {
        /** @enum {string} */
        type?: "person" | "company";
        name?: string;
        /** @description Id of the customer in the shop: 1C tells customers apart by it. */
        id?: string | null;
        firstName?: string | null;
        lastName?: string | null;
        middleName?: string | null;
        phone?: string | null;
        email?: string | null;
        /** @description ИНН, ЄДРПОУ. */
        taxId?: string | null;
        /** @description КПП. */
        taxRegistrationReason?: string | null;
        /** @description A plain string replaces the whole address. */
        address?: ({
          /** @description The whole address in one line. */
          text?: string | null;
          postalCode?: string | null;
          country?: string | null;
          region?: string | null;
          city?: string | null;
          street?: string | null;
          house?: string | null;
          apartment?: string | null;
        }) | null;
        fields?: ({
          [key: string]: string | null;
        }) | null;
      };
      lines?: components["schemas"]["OrderLineInput"][];
      delivery?: ({
        name?: string | null;
        /**
         * @description What the delivery costs: it becomes a line of the order.
         * @example 100.50
         */
        price?: string | null;
        trackingNumber?: string | null;
        /** @description A plain string replaces the whole address. */
        address?: ({
          /** @description The whole address in one line. */
          text?: string | null;
          postalCode?: string | null;
          country?: string | null;
          region?: string | null;
          city?: string | null;
          street?: string | null;
          house?: string | null;
          apartment?: string | null;
        }) | null;
      }) | null;
      payments?: components["schemas"]["OrderPaymentInput"][];
      comment?: string | null;
      requisites?: {
        [key: string]: string | null;
      };
      paid?: boolean;
      shipped?: boolean;
      cancelled?: boolean;
      /**
       * @description With `cancelled`; absent: shop. What the customer cancelled stays cancelled (UZ1519).
       * @enum {string}
       */
      cancelledBy?: "customer" | "shop";
      /** @description Which of the shop’s sites it was placed at. */
      site?: string | null;
      /** @description The shop’s word for the warehouse, or its 1C id. */
      warehouse?: string | null;
      /** @description The shop’s word for the organisation. */
      organisation?: string | null;
      /** @description Personnel number of the person who is responsible, the same in the shop and in 1C. */
      responsible?: string | null;
      /** @description Compared with the directory of promo codes without case; what an unknown one does is a setting of the shop. */
      promoCodes?: string[];
      bonus?: ({
        /** @description Number of the bonus card. */
        card?: string | null;
        /**
         * @description What bonuses paid: at most the total.
         * @example 100.50
         */
        amount?: string | null;
      }) | null;
      /** @description Whether 1C may ship: the requisite `Доставка разрешена`. */
      deliveryAllowed?: boolean;
      /**
       * @description With the delivery. Checked, not trusted (UZ1505).
       * @example 100.50
       */
      total?: string;
    };
    OrderLockInput: {
      /** @description How long from now: 1 to 86400. */
      seconds: number;
      /** @description Who edits the order: the same may prolong the lock, another gets 409. Absent: nobody in particular. */
      by?: string | null;
    };
    OrderHistory: {
      /** @description Versions, oldest first. */
      items: components["schemas"]["OrderHistoryEntry"][];
      /** @description What was contested in the versions of this page, oldest first. */
      conflicts: components["schemas"]["OrderConflict"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    OrderHistoryEntry: {
      /** @description The version that the change made; the first one is the order as it was placed. */
      version: number;
      /**
       * Format: date-time
       * @description When it was changed.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /**
       * @description Who changed it: REST, the command line, or a 1C.
       * @enum {string}
       */
      source: "api" | "cli" | "node";
      /** @description The name of the node, at that time. */
      node: string | null;
      /**
       * Format: uuid
       * @description The exchange that brought it.
       */
      exchange: string | null;
      /** @description Field → what it was and what it became. */
      changes: {
        [key: string]: {
          from?: unknown;
          to?: unknown;
        };
      };
    };
    /** @description Fields that the shop and 1C both changed. */
    OrderConflict: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /**
       * Format: date-time
       * @description When 1C spoke.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /**
       * Format: uuid
       * @description The exchange that brought it; null when it is kept no more.
       */
      exchange: string | null;
      /** @description The version of the order when 1C spoke. */
      version: number;
      /** @enum {string} */
      group: "status" | "payment" | "shipment" | "lines" | "contact";
      /** @description Field → what the shop had and what 1C said. */
      fields: {
        [key: string]: {
          site?: unknown;
          oneC?: unknown;
        };
      };
      /**
       * @description `winners` of the node; `customer-cancelled`: nobody takes back what the customer cancelled.
       * @enum {string}
       */
      rule: "1c" | "site" | "newest" | "customer-cancelled";
      /** @enum {string} */
      winner: "1c" | "site";
    };
    /** @description Who an order belongs to from now on. */
    OwnerInput: {
      /** @description Id or name of the node that gets it; null = it is taken away from its node. */
      node: string | null;
      /** @description Also when a 1C may have the order already. There it stays: what that 1C says of it counts no more. */
      force?: boolean;
    };
    OrderCancellation: {
      /**
       * @description Absent: the shop.
       * @enum {string}
       */
      by?: "customer" | "shop";
    };
    OrderComment: {
      /** @description Null takes it away. */
      comment: string | null;
    };
    PaymentAction: {
      /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
      key: string;
      amount: components["schemas"]["MoneyInput"];
      /** @description How it was paid: see `GET /v1/payment-methods`. */
      name?: string;
      /**
       * Format: date-time
       * @description Absent: now.
       */
      paidAt?: string;
      number?: string;
    };
    ShipmentAction: {
      /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
      key: string;
      /** @description Absent: all that is left. */
      lines?: components["schemas"]["LinePartInput"][];
      /**
       * Format: date-time
       * @description Absent: now.
       */
      shippedAt?: string;
      /** @description Becomes that of the delivery, which 1C gets. */
      trackingNumber?: string;
      comment?: string;
    };
    LinePartInput: {
      lineNo: number;
      quantity: components["schemas"]["QuantityInput"];
    };
    ReturnAction: {
      /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
      key: string;
      /** @description Absent: all that was shipped and has not come back. */
      lines?: components["schemas"]["LinePartInput"][];
      /**
       * Format: date-time
       * @description Absent: now.
       */
      returnedAt?: string;
      /**
       * @description What was paid back.
       * @example 100.50
       */
      amount?: string;
      reason?: string;
    };
    BulkStatusAnswer: {
      items: ({
          /** @description As the request names it. */
          order: string;
          /** @description Null = there is no such order. */
          id: string | null;
          /** @description Of the order as it is now; null = nothing was changed, see `problem`. */
          version: number | null;
          problem: ({
            code: string;
            title: string;
            /** @description What to do. */
            detail: string | null;
          }) | null;
        })[];
    };
    BulkStatus: {
      items: ({
          /** @description Our id of the order, or its number. */
          order: string;
          status: string | null;
          /** @description Another one → UZ1506. */
          ifVersion?: number;
        })[];
    };
    OrderClaim: {
      /** @description Confirm with it. Null: nothing has changed, or this consumer’s last lot is still out. */
      claim: string | null;
      /** @description Each order once, as it is now, in the order of their last changes. */
      items: {
          /** @description The last change of this order in the lot. */
          seq: number;
          order: components["schemas"]["Order"];
        }[];
      until: string | null;
    };
    OrderClaimInput: {
      /** @description A name of yours: each has its own place, and gets each changed order. A shop has at most 100; one that did not come for 7 days makes room. */
      consumer: string;
      /**
       * @description Where a consumer begins that is new, or whose place is kept no more: at the oldest change that is kept (a new one by default), or with what comes from now on.
       * @enum {string}
       */
      begin?: "oldest" | "latest";
      /**
       * @description Orders at most.
       * @default 100
       */
      limit?: number;
      /**
       * @description For how many seconds nobody else gets them; afterwards they are given again.
       * @default 300
       */
      lease?: number;
    };
    OrderAck: {
      consumer: string;
      /** @description Changes up to this number are done with. */
      last: number;
    };
    DuplicatePage: {
      items: components["schemas"]["Duplicate"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description A document of 1C that was taken for one of an order that belongs to another node. */
    Duplicate: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The order that the document was taken for. */
      order: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        number: string;
        /** @description Whose order it is. */
        owner: {
          /**
           * Format: uuid
           * @description Our id.
           */
          id: string;
          name: string;
        } | null;
      };
      /** @description Whose 1C sent the document as well. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /**
       * @description `id`: by its id; `facts`: by number, date, sum and customer; `number`: by the number and what goes with it.
       * @enum {string}
       */
      recognisedBy: "id" | "facts" | "number";
      /**
       * @description `ignored`, `linked`: by the shop’s setting `duplicates`; `open`: somebody must decide; `same`, `different`: somebody has decided.
       * @enum {string}
       */
      state: "ignored" | "linked" | "open" | "same" | "different";
      /** @description The document as it came last, in the words of Uzel, like those of `GET /v1/orders/{id}/documents`. */
      content: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it came first.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /**
       * Format: date-time
       * @description When it was decided; null = nobody has.
       * @example 2026-01-31T10:00:00.123456Z
       */
      decidedAt: string | null;
    };
    /** @description Whether a document is the order that it was taken for. */
    DecisionInput: {
      /**
       * @description `same`: it stays linked to the order; `different`: an order of its own is made of it at once.
       * @enum {string}
       */
      decision: "same" | "different";
    };
    KeptDocumentPage: {
      items: components["schemas"]["KeptDocument"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description A document of 1C that is kept with the order, whole. */
    KeptDocument: {
      /** @description Id of the document in 1C. */
      id: string | null;
      /** @description Whether it is the document of the order itself, not one that 1C made for the order. */
      isOrder: boolean;
      /**
       * @description What it is, in whatever language 1C says so.
       * @enum {string}
       */
      operation: "order" | "shipment" | "payment" | "return" | "refund" | "invoice" | "other";
      /** @description Whose 1C sent it. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /** @description All that 1C said, in the words of Uzel: `counterparties`, `lines`, `requisites`, `taxes`, `fate` (what becomes of the order) …; what has no word here is in `extra`, as 1C wrote it. Of the order’s own document each member is as 1C said it last. */
      content: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When 1C said something new of it last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    CounterpartyPage: {
      items: components["schemas"]["Counterparty"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description A customer or supplier as 1C has it (Контрагент of CommerceML 3). */
    Counterparty: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C: text, unique in its id space. */
      externalId: string;
      /** @description Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`. */
      idSpace: string;
      /** @description Наименование. */
      name: string | null;
      /** @enum {string} */
      type: "person" | "company";
      /** @description Полное or официальное наименование. */
      fullName: string | null;
      /** @description As 1C names them: `Покупатель`, `Поставщик` … */
      roles: string[];
      /** @description ИНН, ЄДРПОУ. */
      taxId: string | null;
      /** @description In one line. */
      address: string | null;
      contacts: {
          type: string;
          value: string;
        }[];
      /** @description False: marked as deleted in 1C. */
      active: boolean;
      /** @description What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing. */
      extra: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    CustomerPage: {
      items: components["schemas"]["CustomerHead"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    CustomerHead: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id that the shop, or 1C, knows the customer by. */
      externalId: string | null;
      /** @enum {string} */
      type: "person" | "company";
      name: string;
      /** @description ИНН, ЄДРПОУ: without blanks. */
      taxId: string | null;
      /** @description As it was written first. */
      phone: string | null;
      /** @description As it was written first. */
      email: string | null;
      /** @description The 1C whose document made the customer; null = an order of the shop. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      /**
       * Format: date-time
       * @description When the first order came.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When something that was missing was filled in last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    Customer: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id that the shop, or 1C, knows the customer by. */
      externalId: string | null;
      /** @enum {string} */
      type: "person" | "company";
      name: string;
      /** @description ИНН, ЄДРПОУ: without blanks. */
      taxId: string | null;
      /** @description As it was written first. */
      phone: string | null;
      /** @description As it was written first. */
      email: string | null;
      /** @description The 1C whose document made the customer; null = an order of the shop. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      /**
       * Format: date-time
       * @description When the first order came.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When something that was missing was filled in last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      /** @description All orders: `GET /v1/orders?customer=`. */
      orders: number;
      /** @description Of these, neither shipped nor cancelled nor deleted. */
      openOrders: number;
      /** @description Customers that may be the same: they are linked, never merged. */
      links: ({
          /**
           * Format: uuid
           * @description Our id.
           */
          id: string;
          name: string;
          /** @enum {string} */
          matchedBy: "id" | "taxId" | "phone" | "email";
          /**
           * Format: date-time
           * @description When the likeness was seen.
           * @example 2026-01-31T10:00:00.123456Z
           */
          at: string;
        })[];
    };
    EmployeePage: {
      items: components["schemas"]["Employee"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Employee: {
      /** @description Табельный номер, the same in the shop and in 1C. */
      personnelNumber: string;
      name: string;
      /** @description E-mail. */
      email: string | null;
      /** @description Telephone. */
      phone: string | null;
      /** @description False: taken out of use; it stays to be seen. */
      active: boolean;
      /** @description What else is known of it: name → value. */
      content: {
        [key: string]: unknown;
      };
      /** @description The 1C that wrote it last; null = REST did. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    /** @description The whole entry: what is left out is empty afterwards. */
    EmployeeInput: {
      name: string;
      email?: string | null;
      phone?: string | null;
      /** @description Absent: true. */
      active?: boolean;
      /** @description What else is known of it: name → text. Absent: nothing. */
      content?: {
        [key: string]: string;
      };
    };
    PromoCodePage: {
      items: components["schemas"]["PromoCode"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    PromoCode: {
      /** @description As it was written last; codes are compared without case. */
      code: string;
      /** @description For people; may be empty. */
      name: string;
      /**
       * Format: date-time
       * @description It is in force from here on.
       * @example 2026-01-31T10:00:00.123456Z
       */
      validFrom: string | null;
      /**
       * Format: date-time
       * @description It is in force up to and with this moment.
       * @example 2026-01-31T10:00:00.123456Z
       */
      validTo: string | null;
      /** @description False: taken out of use; it stays to be seen. */
      active: boolean;
      /** @description What else is known of it: name → value. */
      content: {
        [key: string]: unknown;
      };
      /** @description The 1C that wrote it last; null = REST did. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    /** @description The whole entry: what is left out is empty afterwards. */
    PromoCodeInput: {
      /** @description For people. */
      name?: string;
      /**
       * Format: date-time
       * @description Absent or null: from ever.
       */
      validFrom?: string | null;
      /**
       * Format: date-time
       * @description The last moment of it. Absent or null: for ever.
       */
      validTo?: string | null;
      /** @description Absent: true. */
      active?: boolean;
      /** @description What else is known of it: name → text. Absent: nothing. */
      content?: {
        [key: string]: string;
      };
    };
    DirectoryPage: {
      items: components["schemas"]["Directory"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Directory: {
      /** @description The node kind that keeps it. */
      kind: string;
      name: string;
      entries: number;
      /** @description How many of them are in use. */
      active: number;
      /**
       * Format: date-time
       * @description When an entry was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    DirectoryEntryPage: {
      items: components["schemas"]["DirectoryEntry"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    DirectoryEntry: {
      key: string;
      name: string;
      /**
       * Format: date-time
       * @description It is in force from here on.
       * @example 2026-01-31T10:00:00.123456Z
       */
      validFrom: string | null;
      /**
       * Format: date-time
       * @description It is in force up to and with this moment.
       * @example 2026-01-31T10:00:00.123456Z
       */
      validTo: string | null;
      /** @description False: taken out of use; it stays to be seen. */
      active: boolean;
      /** @description What else is known of it: name → value. */
      content: {
        [key: string]: unknown;
      };
      /** @description The 1C that wrote it last; null = REST did. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      /**
       * Format: date-time
       * @description When it was written last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    WordPage: {
      items: components["schemas"]["Word"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    Word: {
      /** @description What an order carries, letter by letter. */
      key: string;
      /** @description For people. */
      name: string;
      /** @description False: taken out of use; it stays to be seen. */
      active: boolean;
      /** @description What else is known of it: name → value. */
      content: {
        [key: string]: unknown;
      };
      /**
       * @description `ours`: the shop gave it by REST; `1c`: a 1C keeps it; `orders`: it only stands in orders.
       * @enum {string}
       */
      source: "ours" | "1c" | "orders";
      /** @description The 1C that keeps it. */
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      } | null;
      /**
       * Format: date-time
       * @description When it was written last; null = it only stands in orders.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string | null;
    };
    /** @description The whole entry: what is left out is empty afterwards. */
    WordInput: {
      /** @description For people. Absent: the key. */
      name?: string;
      /** @description Absent: true. */
      active?: boolean;
      /** @description What else is known of it: name → text. Absent: nothing. */
      content?: {
        [key: string]: string;
      };
    };
    ExchangePage: {
      items: components["schemas"]["ExchangeSummary"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description One session of a 1C, from its login on. */
    ExchangeSummary: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /**
       * @description `get_catalog` = our goods went to 1C, `import` = by the command line or `POST /v1/feeds`, `replay` and `restore` = by the command line.
       * @enum {string}
       */
      type: "catalog" | "sale" | "reference" | "get_catalog" | "import" | "push" | "replay" | "restore";
      /** @description `version=` of the client: the protocol it speaks. */
      clientVersion: string | null;
      /** @description `cmlVersion=` of the client. */
      cmlVersion: string | null;
      /** @description What the client calls itself. */
      userAgent: string | null;
      /** @description Where 1C called from. */
      address: string | null;
      /**
       * Format: uuid
       * @description Of type `replay` the exchange whose files it applied again; of type `restore` the one before which it put the catalogue back.
       */
      repeats: string | null;
      /**
       * Format: date-time
       * @description When 1C logged in.
       * @example 2026-01-31T10:00:00.123456Z
       */
      openedAt: string;
      /**
       * Format: date-time
       * @description When it was heard of last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      lastSeenAt: string;
      /**
       * Format: date-time
       * @description When the exchange ended by its silence; null = it may still go on.
       * @example 2026-01-31T10:00:00.123456Z
       */
      endedAt: string | null;
      counts: {
        /** @description Files received. */
        feeds: number;
        /** @description Warnings in the journal. */
        warnings: number;
        /** @description Errors in the journal. */
        errors: number;
      };
    };
    Exchange: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /**
       * @description `get_catalog` = our goods went to 1C, `import` = by the command line or `POST /v1/feeds`, `replay` and `restore` = by the command line.
       * @enum {string}
       */
      type: "catalog" | "sale" | "reference" | "get_catalog" | "import" | "push" | "replay" | "restore";
      /** @description `version=` of the client: the protocol it speaks. */
      clientVersion: string | null;
      /** @description `cmlVersion=` of the client. */
      cmlVersion: string | null;
      /** @description What the client calls itself. */
      userAgent: string | null;
      /** @description Where 1C called from. */
      address: string | null;
      /**
       * Format: uuid
       * @description Of type `replay` the exchange whose files it applied again; of type `restore` the one before which it put the catalogue back.
       */
      repeats: string | null;
      /**
       * Format: date-time
       * @description When 1C logged in.
       * @example 2026-01-31T10:00:00.123456Z
       */
      openedAt: string;
      /**
       * Format: date-time
       * @description When it was heard of last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      lastSeenAt: string;
      /**
       * Format: date-time
       * @description When the exchange ended by its silence; null = it may still go on.
       * @example 2026-01-31T10:00:00.123456Z
       */
      endedAt: string | null;
      counts: {
        /** @description Files received. */
        feeds: number;
        /** @description Warnings in the journal. */
        warnings: number;
        /** @description Errors in the journal. */
        errors: number;
      };
      /** @description The XML files and archives in the order they came, the first 1,000; pictures left out. */
      feeds: components["schemas"]["Feed"][];
      /** @description Oldest first, one page: `limit` and `cursor` page through it. */
      journal: {
        items: components["schemas"]["JournalEntry"][];
        /** @description The `cursor` of the following page; null = this was the last. */
        next: string | null;
      };
    };
    /** @description One file as received. */
    Feed: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description As 1C names it. */
      name: string;
      /** @enum {string} */
      content: "xml" | "zip" | "file" | "unknown";
      /**
       * @description `receiving`: more pieces may come; `expired`: the bytes are gone, see RETENTION_DAYS.
       * @enum {string}
       */
      state: "receiving" | "closed" | "unpacked" | "expired";
      /** @description Bytes. */
      size: number;
      /**
       * Format: uuid
       * @description The feed that it was unpacked from.
       */
      archiveId: string | null;
      /**
       * Format: date-time
       * @description When its first piece came.
       * @example 2026-01-31T10:00:00.123456Z
       */
      receivedAt: string;
      /** @description What was done with it; null = nothing yet. */
      job: ({
        /**
         * @description Of an archive: `unpack` (its XML), then `files` (its pictures and other files).
         * @enum {string}
         */
        kind: "unpack" | "import" | "files";
        /**
         * @description `stopped`: a person stopped it; what was imported till then stays.
         * @enum {string}
         */
        state: "queued" | "running" | "done" | "failed" | "stopped";
        /** @description What and how far, in Russian. */
        progress: string | null;
        /** @description Records by their kind (`product`, `offer`, `document`…), and what became of them: `product.new`, `.changed`, `.unchanged`, `.removed` (taken off sale), `.refused` (by the node kind); `document.applied`, `.created`, `.unchanged`, `.waits`, `.ignored`. */
        counts: {
          [key: string]: number;
        };
        error: {
          code: string;
          message: string;
        } | null;
      }) | null;
    };
    JournalEntry: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /** @enum {string} */
      severity: "info" | "warning" | "error";
      /** @description Stable: programs may rely on it. */
      code: string;
      /** @description For a person, in Russian. */
      message: string;
      /**
       * Format: uuid
       * @description Our id.
       */
      feedId: string | null;
      /** @description Line of the feed. */
      line: number | null;
      /** @description What programs may want to know; its form depends on `code`. */
      detail?: unknown;
    };
    ExchangeRequestPage: {
      items: components["schemas"]["ExchangeRequest"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    /** @description One request of a 1C, as it was answered. It holds no secrets. */
    ExchangeRequest: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it came.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      method: string;
      /** @description `type=` */
      type: string | null;
      /** @description `mode=` */
      mode: string | null;
      /** @description `filename=` */
      file: string | null;
      /** @description Of HTTP; a `failure` has 200 as well. */
      status: number;
      /** @description First line of the answer. */
      answer: string | null;
      bytesIn: number;
      bytesOut: number;
      /** @description How long it took. */
      ms: number;
      /** @description Where it came from. */
      address: string | null;
      /** @description Code of the error. */
      error: string | null;
    };
    FeedUpload: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description Null = a dry run. */
      exchange: string | null;
      dryRun: boolean;
      /** @description Where to ask how far it is. */
      progress: string;
      /** @description Where its report is. */
      report: string;
    };
    FeedUploadForm: {
      /** @description Its id or name: on behalf of which 1C. */
      node: string;
      /**
       * @description `true`: only tell what it would change; at most 200 MB.
       * @enum {string}
       */
      dryRun?: "true" | "false";
      /** @description Who gets the report. */
      mail?: string;
      /**
       * Format: binary
       * @description CommerceML, or a ZIP of it.
       */
      file: string;
    };
    FeedUploadPage: {
      items: components["schemas"]["FeedUploadSummary"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    FeedUploadSummary: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /** @description Null = a dry run. */
      exchange: string | null;
      dryRun: boolean;
      name: string;
      /** @description Bytes. */
      size: number;
      /** @description Who hears of its end. */
      mail: string | null;
      /** @enum {string|null} */
      mailState: "wanted" | "sent" | "failed" | null;
      /**
       * Format: date-time
       * @description When it was received.
       * @example 2026-01-31T10:00:00.123456Z
       */
      receivedAt: string;
      /**
       * Format: date-time
       * @description Null = it goes on, or has ended within these seconds.
       * @example 2026-01-31T10:00:00.123456Z
       */
      endedAt: string | null;
    };
    FeedProgress: {
      /**
       * Format: uuid
       * @description The feed’s; `GET /v1/feeds/{id}` gives its bytes, those of a dry run apart.
       */
      id: string;
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /** @description Its exchange, with the journal; null = a dry run. */
      exchange: string | null;
      dryRun: boolean;
      name: string;
      /** @description Bytes. */
      size: number;
      /**
       * @description `stopped`: a person stopped it; whole steps that were imported till then stay.
       * @enum {string}
       */
      state: "queued" | "running" | "done" | "failed" | "stopped";
      /** @description Somebody wants it to stop: it does so behind the current step. */
      stopping: boolean;
      /** @description The file, and of an archive what is in it, in the order of the work. */
      files: ({
          name: string;
          /** @enum {string} */
          state: "queued" | "running" | "done" | "failed" | "stopped" | "progress";
          /** @description What and how far, what was done, or why it failed, in Russian. */
          text: string;
          /** @description Of the error. */
          code: string | null;
        })[];
      /**
       * Format: date-time
       * @description When it was received.
       * @example 2026-01-31T10:00:00.123456Z
       */
      receivedAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T10:00:00.123456Z
       */
      startedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T10:00:00.123456Z
       */
      finishedAt: string | null;
    };
    FeedReport: {
      /**
       * Format: uuid
       * @description The feed’s; `GET /v1/feeds/{id}` gives its bytes, those of a dry run apart.
       */
      id: string;
      node: {
        /**
         * Format: uuid
         * @description Our id.
         */
        id: string;
        name: string;
      };
      /** @description Its exchange, with the journal; null = a dry run. */
      exchange: string | null;
      dryRun: boolean;
      name: string;
      /** @description Bytes. */
      size: number;
      /**
       * @description `stopped`: a person stopped it; whole steps that were imported till then stay.
       * @enum {string}
       */
      state: "queued" | "running" | "done" | "failed" | "stopped";
      /** @description Somebody wants it to stop: it does so behind the current step. */
      stopping: boolean;
      /** @description The file, and of an archive what is in it, in the order of the work. */
      files: ({
          name: string;
          /** @enum {string} */
          state: "queued" | "running" | "done" | "failed" | "stopped" | "progress";
          /** @description What and how far, what was done, or why it failed, in Russian. */
          text: string;
          /** @description Of the error. */
          code: string | null;
        })[];
      /**
       * Format: date-time
       * @description When it was received.
       * @example 2026-01-31T10:00:00.123456Z
       */
      receivedAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T10:00:00.123456Z
       */
      startedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T10:00:00.123456Z
       */
      finishedAt: string | null;
      /** @description How long it took; null = it has not ended. */
      seconds: number | null;
      /** @description What became of the catalogue; of a dry run what would. */
      counts: {
          entity: string;
          new: number;
          changed: number;
          /** @description Taken off sale. */
          removed: number;
          deleted: number;
        }[];
      /** @description The first 100. */
      differences: ({
          entity: string;
          /** @description Id of 1C; of a file its path. */
          id: string;
          /** @enum {string} */
          what: "new" | "changed" | "deleted";
          field?: string;
          before?: unknown;
          after?: unknown;
        })[];
      /** @description Whether there are more differences. */
      more: boolean;
      /** @description What the journal of its exchange says, by code. */
      messages: ({
          /** @enum {string} */
          severity: "info" | "warning" | "error";
          code: string;
          count: number;
          /** @description Of the first, in Russian. */
          message: string;
        })[];
    };
    /** @description The shop that the key belongs to. */
    Shop: {
      id: string;
      name: string;
      /**
       * @description Of the texts that stand on orders for the people of the shop.
       * @enum {string}
       */
      language: "ru" | "uk" | "en";
      settings: {
        /**
         * @description What becomes of a document of an order that belongs to another node.
         * @enum {string}
         */
        duplicates: "ignore" | "link" | "ask";
        /**
         * @description What becomes of an order with an unknown or expired promo code.
         * @enum {string}
         */
        promoCodes: "ignore" | "warn" | "refuse";
        /** @description Whose telephone numbers are written without a country code: ISO 3166, two letters. */
        country: string | null;
      };
      /** @description Whether this server can make thumbnails of pictures: `width` of `/v1/files/{id}`. */
      thumbnails: boolean;
    };
    NodeList: {
      items: components["schemas"]["NodeSummary"][];
    };
    /** @description An exchange node: one 1C database that exchanges with the shop. */
    NodeSummary: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      name: string;
      /** @description The code behind it: `one-c`, or a kind of `uzel.config`. */
      kind: string;
      /**
       * @description Which 1C it is.
       * @enum {string}
       */
      profile: "utp" | "trade" | "unf" | "bitrix3";
      /** @description What its 1C logs in with; null = no one logs in, the server calls. */
      login: string | null;
      /** @description Nodes whose databases share the ids of goods share it. */
      idSpace: string;
      /** @description IANA name of the zone that its 1C writes times in. */
      timeZone: string;
      /**
       * @description A paused one logs in no more, and what it owns waits.
       * @enum {string}
       */
      state: "active" | "paused";
      /** @description Of those that want an order the highest gets it. */
      priority: number;
      /** @description It is given orders of the shop. */
      receivesOrders: boolean;
      /** @description What it says of orders is applied. */
      sendsOrders: boolean;
      /** @description It is given only orders that were made in it. */
      receivesOnlyOwn: boolean;
      /** @description Orders that were made in it are made here too. */
      createsOrders: boolean;
      /** @description Customers that only it knows are made here too. */
      createsCustomers: boolean;
      /** @description What differs from the defaults: `schemas/node-settings.json`. What its kind adds is not shown. */
      settings: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When its 1C was heard last; null = never.
       * @example 2026-01-31T10:00:00.123456Z
       */
      lastExchangeAt: string | null;
    };
    Node: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      name: string;
      /** @description The code behind it: `one-c`, or a kind of `uzel.config`. */
      kind: string;
      /**
       * @description Which 1C it is.
       * @enum {string}
       */
      profile: "utp" | "trade" | "unf" | "bitrix3";
      /** @description What its 1C logs in with; null = no one logs in, the server calls. */
      login: string | null;
      /** @description Nodes whose databases share the ids of goods share it. */
      idSpace: string;
      /** @description IANA name of the zone that its 1C writes times in. */
      timeZone: string;
      /**
       * @description A paused one logs in no more, and what it owns waits.
       * @enum {string}
       */
      state: "active" | "paused";
      /** @description Of those that want an order the highest gets it. */
      priority: number;
      /** @description It is given orders of the shop. */
      receivesOrders: boolean;
      /** @description What it says of orders is applied. */
      sendsOrders: boolean;
      /** @description It is given only orders that were made in it. */
      receivesOnlyOwn: boolean;
      /** @description Orders that were made in it are made here too. */
      createsOrders: boolean;
      /** @description Customers that only it knows are made here too. */
      createsCustomers: boolean;
      /** @description What differs from the defaults: `schemas/node-settings.json`. What its kind adds is not shown. */
      settings: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When its 1C was heard last; null = never.
       * @example 2026-01-31T10:00:00.123456Z
       */
      lastExchangeAt: string | null;
      orders: {
        /** @description Orders that belong to it. */
        owned: number;
        /** @description Of them, those that its 1C has not confirmed in their present state. */
        waiting: number;
        /** @description Of these, those that something keeps back. */
        held: number;
        /** @description Of these, those that are being edited, or that 1C has locked. */
        locked: number;
        /** @description Groups of fields that the shop and this 1C both changed. */
        conflicts: number;
        /** @description Documents that it sent of orders of other nodes. */
        duplicates: number;
      };
    };
    NodeJournalPage: {
      items: components["schemas"]["NodeJournalEntry"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    NodeJournalEntry: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /** @enum {string} */
      severity: "info" | "warning" | "error";
      /** @description Stable: programs may rely on it. */
      code: string;
      /** @description For a person, in Russian. */
      message: string;
      /**
       * Format: uuid
       * @description Our id.
       */
      feedId: string | null;
      /** @description Line of the feed. */
      line: number | null;
      /** @description What programs may want to know; its form depends on `code`. */
      detail?: unknown;
      /**
       * Format: uuid
       * @description null = it was decided while no 1C was there.
       */
      exchangeId: string | null;
    };
    /** @description What a 1C would meet, as `uzel node test` says it. */
    NodeCheck: {
      errors: number;
      warnings: number;
      findings: ({
          /** @enum {string} */
          severity: "ok" | "warning" | "error";
          /** @description Which check found it; stable. */
          check: string;
          /** @description What is, and what to do. */
          text: string;
        })[];
    };
    ChangePage: {
      items: components["schemas"]["Change"][];
      /** @description The `after` of the next request. With `types` it passes over what others changed. */
      last: number;
      /** @description Whether there was more than `limit`: ask again at once. */
      more: boolean;
    };
    /** @description Something changed: what it is now, its own address tells. */
    Change: {
      /** @description 1, 2, 3… of the shop, in the order in which changes became visible; a number is never given twice. */
      seq: number;
      /**
       * Format: date-time
       * @description When the number was given; it never goes back from one to the next.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /**
       * @description What changed. `price` and `stock` are those of an offer, whose id they tell; `offer` is what else it says. `channel`: all its prices may be others.
       * @enum {string}
       */
      type: "product" | "offer" | "price" | "stock" | "group" | "property" | "priceType" | "warehouse" | "unit" | "dictionary" | "dictionaryItem" | "counterparty" | "order" | "file" | "channel";
      /**
       * @description `removed`: it is not on sale any more, or not there. `written`: read it anew; it may be off sale too.
       * @enum {string}
       */
      action: "written" | "removed";
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The id in 1C, of a file its path there. Null: 1C has none for it, or the thing is not there any more. */
      externalId: string | null;
      /** @description Where the id of 1C is unique. */
      idSpace: string | null;
      /** @description The exchange that brought it; null: the shop did it. */
      exchange: string | null;
    };
    /** @description All webhooks, oldest first. */
    WebhookList: {
      items: components["schemas"]["Webhook"][];
    };
    Webhook: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      url: string;
      events: string[];
      filter: {
        sites?: string[];
        statuses?: string[];
        nodes?: string[];
      };
      /** @description For people. */
      description: string | null;
      /**
       * @description `gone`: it answered 410; `failing`: it took nothing for five days. Only an active one is sent anything.
       * @enum {string}
       */
      state: "active" | "paused" | "gone" | "failing";
      /**
       * Format: date-time
       * @description No message was taken since; null = the last one was.
       * @example 2026-01-31T10:00:00.123456Z
       */
      failingSince: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it was changed last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
    };
    WebhookWithSecret: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      url: string;
      events: string[];
      filter: {
        sites?: string[];
        statuses?: string[];
        nodes?: string[];
      };
      /** @description For people. */
      description: string | null;
      /**
       * @description `gone`: it answered 410; `failing`: it took nothing for five days. Only an active one is sent anything.
       * @enum {string}
       */
      state: "active" | "paused" | "gone" | "failing";
      /**
       * Format: date-time
       * @description No message was taken since; null = the last one was.
       * @example 2026-01-31T10:00:00.123456Z
       */
      failingSince: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-01-31T10:00:00.123456Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it was changed last.
       * @example 2026-01-31T10:00:00.123456Z
       */
      updatedAt: string;
      /** @description What messages are signed by, `whsec_…`: shown this once. Keep it, and check each message with it. */
      secret: string;
    };
    WebhookInput: {
      /** @description Where messages are sent by POST: https, into the public network (see WEBHOOK_ALLOW_PRIVATE). */
      url: string;
      /** @description What it is told of: `*` = all, `order.*` = all of orders. */
      events: ("*" | "order.*" | "product.*" | "offer.*" | "price.*" | "stock.*" | "group.*" | "property.*" | "price_type.*" | "warehouse.*" | "unit.*" | "dictionary.*" | "dictionary_item.*" | "counterparty.*" | "file.*" | "channel.*" | "exchange.*" | "import.*" | "order.created" | "order.updated" | "order.status_changed" | "order.paid" | "order.shipped" | "order.cancelled" | "order.owner_changed" | "order.document_added" | "product.changed" | "offer.changed" | "price.changed" | "stock.changed" | "group.changed" | "property.changed" | "price_type.changed" | "warehouse.changed" | "unit.changed" | "dictionary.changed" | "dictionary_item.changed" | "counterparty.changed" | "file.changed" | "channel.changed" | "exchange.ended" | "import.failed")[];
      /** @description Absent: all orders. */
      filter?: {
        /** @description Only orders of these sites. */
        sites?: string[];
        /** @description Only orders that are in one of these statuses when they are told. */
        statuses?: string[];
        /** @description Only orders of these nodes: our ids. */
        nodes?: string[];
      };
      /** @description For people. */
      description?: string | null;
    };
    /** @description What is left out stays; it holds for what happens from now on. */
    WebhookPatch: {
      /** @description Where messages are sent by POST: https, into the public network (see WEBHOOK_ALLOW_PRIVATE). */
      url?: string;
      /** @description What it is told of: `*` = all, `order.*` = all of orders. */
      events?: ("*" | "order.*" | "product.*" | "offer.*" | "price.*" | "stock.*" | "group.*" | "property.*" | "price_type.*" | "warehouse.*" | "unit.*" | "dictionary.*" | "dictionary_item.*" | "counterparty.*" | "file.*" | "channel.*" | "exchange.*" | "import.*" | "order.created" | "order.updated" | "order.status_changed" | "order.paid" | "order.shipped" | "order.cancelled" | "order.owner_changed" | "order.document_added" | "product.changed" | "offer.changed" | "price.changed" | "stock.changed" | "group.changed" | "property.changed" | "price_type.changed" | "warehouse.changed" | "unit.changed" | "dictionary.changed" | "dictionary_item.changed" | "counterparty.changed" | "file.changed" | "channel.changed" | "exchange.ended" | "import.failed")[];
      /** @description Absent: all orders. */
      filter?: {
        /** @description Only orders of these sites. */
        sites?: string[];
        /** @description Only orders that are in one of these statuses when they are told. */
        statuses?: string[];
        /** @description Only orders of these nodes: our ids. */
        nodes?: string[];
      };
      /** @description For people. */
      description?: string | null;
      /**
       * @description `active` also ends `failing` and `gone`: what happened meanwhile is told then; after `gone` it begins anew.
       * @enum {string}
       */
      state?: "active" | "paused";
    };
    WebhookDelivery: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The header `webhook-id`: the same at each attempt. */
      webhookId: string;
      type: string;
      /**
       * Format: uuid
       * @description The order that it tells of.
       */
      order: string | null;
      /**
       * Format: date-time
       * @description When it was put into the queue.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /**
       * @description `failed`: it is not tried again by itself.
       * @enum {string}
       */
      state: "waiting" | "delivered" | "failed";
      /**
       * Format: date-time
       * @description When its order, or the goods, are sent next; null = it does not wait.
       * @example 2026-01-31T10:00:00.123456Z
       */
      nextAt: string | null;
      attempts: components["schemas"]["WebhookAttempt"][];
    };
    WebhookAttempt: {
      /** @description From 1. */
      attempt: number;
      /**
       * Format: date-time
       * @description When it began.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /** @description How long it took. */
      ms: number;
      /** @description Of the answer; null = no whole answer came. */
      status: number | null;
      /** @description Why it failed; null = it was taken. */
      error: string | null;
      /** @description How the answer begins: 4 KB at most. */
      answer: string | null;
    };
    WebhookDeliveryPage: {
      items: components["schemas"]["WebhookDelivery"][];
      /** @description The `cursor` of the following page; null = this was the last. */
      next: string | null;
    };
    WebhookDeliveryWithBody: {
      /**
       * Format: uuid
       * @description Our id.
       */
      id: string;
      /** @description The header `webhook-id`: the same at each attempt. */
      webhookId: string;
      type: string;
      /**
       * Format: uuid
       * @description The order that it tells of.
       */
      order: string | null;
      /**
       * Format: date-time
       * @description When it was put into the queue.
       * @example 2026-01-31T10:00:00.123456Z
       */
      at: string;
      /**
       * @description `failed`: it is not tried again by itself.
       * @enum {string}
       */
      state: "waiting" | "delivered" | "failed";
      /**
       * Format: date-time
       * @description When its order, or the goods, are sent next; null = it does not wait.
       * @example 2026-01-31T10:00:00.123456Z
       */
      nextAt: string | null;
      attempts: components["schemas"]["WebhookAttempt"][];
      /** @description Exactly as it is signed and sent: JSON. */
      body: string;
    };
  };
  responses: never;
  parameters: {
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export type $defs = Record<string, never>;

export type external = Record<string, never>;

export interface operations {

  /**
   * Products with their offers, prices and stock
   * @description Ordered by id: what is written meanwhile is neither skipped nor repeated. With `updatedAfter` ordered by `updatedAt`: what is written meanwhile is met again at the end. Filters but `active`, `q`, `externalId` and `updatedAfter`, and sorting, find by rows that follow the catalogue a moment later; what is shown is always the catalogue itself.
   */
  listProducts: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Only these parts, with commas between them; what is not asked for is not read. Absent: all. What an item is (ids, names, codes) is shown always. */
        include?: ("offers" | "prices" | "stock" | "groups" | "properties" | "characteristics" | "requisites" | "pictures" | "files" | "description" | "unit" | "taxes" | "extra")[];
        /** @description Only these members, with commas between them, and the id; of what `include` leaves. Absent: all. */
        fields?: ("id" | "externalId" | "idSpace" | "sku" | "barcode" | "code" | "name" | "fullName" | "description" | "descriptionHtml" | "groups" | "properties" | "characteristicValues" | "requisites" | "pictures" | "files" | "unit" | "weight" | "manufacturer" | "brand" | "country" | "taxes" | "extra" | "active" | "offers" | "updatedAt")[];
        /** @description Our id or 1C id of a group: the products of it and of all groups below it. */
        group?: string;
        /** @description Изготовитель, as it stands in the product. Named again: one of these. */
        manufacturer?: string[];
        /** @description Торговая марка, as it stands in the product. Named again: one of these. */
        brand?: string[];
        /** @description `true`: an offer on sale has some stock in total; `false`: none has. */
        inStock?: "true" | "false";
        /** @description Our id or 1C id of a warehouse: an offer on sale has some stock there. Named again: in one of these. */
        warehouse?: string[];
        /** @description Our id or 1C id of the price type that `priceFrom`, `priceTo` and `sort=price` mean. A list shows only its prices. */
        priceType?: string;
        /** @description The lowest price of the offers on sale is not less. Of prices by quantity the one for the least counts. */
        priceFrom?: string;
        /** @description The lowest price of the offers on sale is not more. */
        priceTo?: string;
        /** @description The whole артикул of the product or of an offer on sale, in any case. */
        sku?: string;
        /** @description The whole штрихкод of the product or of an offer on sale. */
        barcode?: string;
        /** @description The whole код of the product or of an offer on sale, in any case. */
        code?: string;
        /** @description The id in 1C, in whatever id space. */
        externalId?: string;
        /** @description Words, as people type them: of names, codes, brands, values of properties and descriptions. All of them must be there, in whatever form, the last one also unfinished. A word that is nowhere may be a part of one, or mistyped; a part of a code with a digit in it is enough. */
        q?: string;
        /** @description A value of a property: put our id or 1C id of the property into the brackets, or the name of a characteristic. The value is the text of the value, or its id. Named again: one of these. Several properties: all of them. */
        "prop[id]"?: string[];
        /** @description `id` (default): exact while imports run. `name` by the alphabet, `price` from the lowest of the product up, `-` the other way round; what has no price in `priceType` is left out then. A product whose name or price changes meanwhile may be met twice or not at all, any other is met once. `updatedAt` (default with `updatedAfter`): what changes meanwhile is met again. `relevance` (default with `q`): what fits best; at most 1,000 products. */
        sort?: "id" | "name" | "-name" | "price" | "-price" | "updatedAt" | "relevance";
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductPage"];
        };
      };
    };
  };
  /** One product, also one that is not active */
  getProduct: {
    parameters: {
      query?: {
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Only these parts, with commas between them; what is not asked for is not read. Absent: all. What an item is (ids, names, codes) is shown always. */
        include?: ("offers" | "prices" | "stock" | "groups" | "properties" | "characteristics" | "requisites" | "pictures" | "files" | "description" | "unit" | "taxes" | "extra")[];
        /** @description Only these members, with commas between them, and the id; of what `include` leaves. Absent: all. */
        fields?: ("id" | "externalId" | "idSpace" | "sku" | "barcode" | "code" | "name" | "fullName" | "description" | "descriptionHtml" | "groups" | "properties" | "characteristicValues" | "requisites" | "pictures" | "files" | "unit" | "weight" | "manufacturer" | "brand" | "country" | "taxes" | "extra" | "active" | "offers" | "updatedAt")[];
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The product. */
      200: {
        content: {
          "application/json": components["schemas"]["Product"];
        };
      };
    };
  };
  /**
   * How many products each value of a filter would find
   * @description Takes the filters of /v1/products. The values of a facet are counted as if nothing were chosen in it, so that a further choice shows what it adds; only the choice of a group stays: the groups within it are counted.
   */
  countFacets: {
    parameters: {
      query: {
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Our id or 1C id of a group: the products of it and of all groups below it. */
        group?: string;
        /** @description Изготовитель, as it stands in the product. Named again: one of these. */
        manufacturer?: string[];
        /** @description Торговая марка, as it stands in the product. Named again: one of these. */
        brand?: string[];
        /** @description `true`: an offer on sale has some stock in total; `false`: none has. */
        inStock?: "true" | "false";
        /** @description Our id or 1C id of a warehouse: an offer on sale has some stock there. Named again: in one of these. */
        warehouse?: string[];
        /** @description Our id or 1C id of the price type that `priceFrom`, `priceTo` and `sort=price` mean. A list shows only its prices. */
        priceType?: string;
        /** @description The lowest price of the offers on sale is not less. Of prices by quantity the one for the least counts. */
        priceFrom?: string;
        /** @description The lowest price of the offers on sale is not more. */
        priceTo?: string;
        /** @description The whole артикул of the product or of an offer on sale, in any case. */
        sku?: string;
        /** @description The whole штрихкод of the product or of an offer on sale. */
        barcode?: string;
        /** @description The whole код of the product or of an offer on sale, in any case. */
        code?: string;
        /** @description The id in 1C, in whatever id space. */
        externalId?: string;
        /** @description Words, as people type them: of names, codes, brands, values of properties and descriptions. All of them must be there, in whatever form, the last one also unfinished. A word that is nowhere may be a part of one, or mistyped; a part of a code with a digit in it is enough. */
        q?: string;
        /** @description A value of a property: put our id or 1C id of the property into the brackets, or the name of a characteristic. The value is the text of the value, or its id. Named again: one of these. Several properties: all of them. */
        "prop[id]"?: string[];
        /** @description What is counted: `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price`, `prop:` with our id or 1C id of a property or the name of a characteristic; several with commas, or by naming the parameter again. */
        facets: string[];
      };
    };
    responses: {
      /** @description The counts. */
      200: {
        content: {
          "application/json": components["schemas"]["Facets"];
        };
      };
    };
  };
  /** What your systems call a product */
  listProductRefs: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description All of them, in the order of the systems’ names. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductRefList"];
        };
      };
    };
  };
  /** What one of your systems calls a product */
  getProductRef: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    responses: {
      /** @description The reference. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductRef"];
        };
      };
    };
  };
  /**
   * Says what one of your systems calls a product
   * @description A product that 1C takes away keeps it. An item of the system with this ref is matched by that, and no run changes it.
   */
  putProductRef: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "ref": "10045"
         * }
         */
        "application/json": components["schemas"]["ProductRefInput"];
      };
    };
    responses: {
      /** @description The reference as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductRef"];
        };
      };
    };
  };
  /**
   * Takes away what one of your systems calls a product
   * @description An item of the system with this ref is matched by runs again.
   */
  deleteProductRef: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    responses: {
      /** @description It is gone. */
      204: {
        content: never;
      };
    };
  };
  /**
   * All that one of your systems calls products
   * @description Ordered by ref.
   */
  listRefs: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductRefPage"];
        };
      };
    };
  };
  /**
   * Says what one of your systems calls products, up to 1,000 at a time
   * @description All of them or, when one is refused, none. May be repeated. Products may exchange their refs.
   */
  putRefs: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "items": [
         *     {
         *       "product": "0197a4c0-5b7e-7d1c-9f00-000000000001",
         *       "ref": "10045"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["ProductRefsInput"];
      };
    };
    responses: {
      /** @description They are written. */
      204: {
        content: never;
      };
    };
  };
  /** The product that one of your systems calls so */
  findProductByRef: {
    parameters: {
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
        /** @description The system’s own id of it. */
        ref: string;
      };
    };
    responses: {
      /** @description The reference with our id of the product. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductRef"];
        };
      };
    };
  };
  /**
   * Groups: a tree by `parent`
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listGroups: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["GroupPage"];
        };
      };
    };
  };
  /**
   * Offers: prices and stock of every variant
   * @description Ordered by id; with `updatedAfter` by `updatedAt`. Offers may come before their product.
   */
  listOffers: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Only these parts, with commas between them; what is not asked for is not read. Absent: all. What an item is (ids, names, codes) is shown always. */
        include?: ("prices" | "stock" | "properties" | "characteristics" | "requisites" | "pictures" | "files" | "unit" | "extra")[];
        /** @description Only these members, with commas between them, and the id; of what `include` leaves. Absent: all. */
        fields?: ("id" | "externalId" | "name" | "sku" | "barcode" | "code" | "characteristics" | "characteristicValues" | "properties" | "requisites" | "pictures" | "files" | "unit" | "weight" | "prices" | "stock" | "extra" | "active" | "updatedAt" | "channelPrice" | "channelStock" | "idSpace" | "product")[];
        /** @description Only the offers of this product (our id). */
        productId?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["OfferPage"];
        };
      };
    };
  };
  /** One offer, also one that is not active */
  getOffer: {
    parameters: {
      query?: {
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Only these parts, with commas between them; what is not asked for is not read. Absent: all. What an item is (ids, names, codes) is shown always. */
        include?: ("prices" | "stock" | "properties" | "characteristics" | "requisites" | "pictures" | "files" | "unit" | "extra")[];
        /** @description Only these members, with commas between them, and the id; of what `include` leaves. Absent: all. */
        fields?: ("id" | "externalId" | "name" | "sku" | "barcode" | "code" | "characteristics" | "characteristicValues" | "properties" | "requisites" | "pictures" | "files" | "unit" | "weight" | "prices" | "stock" | "extra" | "active" | "updatedAt" | "channelPrice" | "channelStock" | "idSpace" | "product")[];
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The offer. */
      200: {
        content: {
          "application/json": components["schemas"]["Offer"];
        };
      };
    };
  };
  /**
   * What the offers of a cart cost
   * @description As /v1/offers shows it, for up to 200 offers at once, also those that are not on sale.
   */
  readCartPrices: {
    parameters: {
      query: {
        /** @description Our ids, with commas between them: at most 200. */
        offers: string[];
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Our id or 1C id of a price type: only its prices. */
        priceType?: string;
        /** @description How much is bought: one quantity for all, or one for each offer, in their order. Absent: as little as may be. */
        quantity?: components["schemas"]["QuantityInput"][];
      };
    };
    responses: {
      /** @description The prices. */
      200: {
        content: {
          "application/json": components["schemas"]["CartPrices"];
        };
      };
    };
  };
  /**
   * How much there is of the offers of a cart
   * @description As /v1/offers shows it, for up to 200 offers at once, also those that are not on sale.
   */
  readCartStock: {
    parameters: {
      query: {
        /** @description Our ids, with commas between them: at most 200. */
        offers: string[];
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
      };
    };
    responses: {
      /** @description The stock. */
      200: {
        content: {
          "application/json": components["schemas"]["CartStock"];
        };
      };
    };
  };
  /**
   * Price types: retail, wholesale …
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listPriceTypes: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["PriceTypePage"];
        };
      };
    };
  };
  /**
   * Warehouses and shops that stock is counted in
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listWarehouses: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["WarehousePage"];
        };
      };
    };
  };
  /**
   * Units of measure
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listUnits: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["UnitOfMeasurePage"];
        };
      };
    };
  };
  /** One unit of measure, also one that is not active */
  getUnit: {
    parameters: {
      query?: {
        /** @description The id space of an id of 1C. Needed only when several have that id. */
        idSpace?: string;
      };
      path: {
        /** @description Our id, or the id in 1C (percent-encoded in an address). */
        id: string;
      };
    };
    responses: {
      /** @description The unit. */
      200: {
        content: {
          "application/json": components["schemas"]["UnitOfMeasure"];
        };
      };
    };
  };
  /**
   * Properties of products and offers, with the values that they may have
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listProperties: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["PropertyPage"];
        };
      };
    };
  };
  /** One property, also one that is not active */
  getProperty: {
    parameters: {
      query?: {
        /** @description The id space of an id of 1C. Needed only when several have that id. */
        idSpace?: string;
      };
      path: {
        /** @description Our id, or the id in 1C (percent-encoded in an address). */
        id: string;
      };
    };
    responses: {
      /** @description The property. */
      200: {
        content: {
          "application/json": components["schemas"]["Property"];
        };
      };
    };
  };
  /**
   * Dictionaries that the shop made in its 1C
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listDictionaries: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["DictionaryPage"];
        };
      };
    };
  };
  /** One dictionary, also one that is not active */
  getDictionary: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The dictionary, without its items. */
      200: {
        content: {
          "application/json": components["schemas"]["Dictionary"];
        };
      };
    };
  };
  /**
   * The items of a dictionary
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listDictionaryItems: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["DictionaryItemPage"];
        };
      };
    };
  };
  /**
   * Catalogues: what each says of itself
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listCatalogues: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["CataloguePage"];
        };
      };
    };
  };
  /** One catalogue */
  getCatalogue: {
    parameters: {
      query?: {
        /** @description The id space of an id of 1C. Needed only when several have that id. */
        idSpace?: string;
      };
      path: {
        /** @description Our id, or the id in 1C (percent-encoded in an address). */
        id: string;
      };
    };
    responses: {
      /** @description The catalogue. */
      200: {
        content: {
          "application/json": components["schemas"]["Catalogue"];
        };
      };
    };
  };
  /**
   * What is kept whole, because no other resource has it
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listOtherRecords: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description Only elements of this name; /v1/other-records/names has all names. */
        name?: string;
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["OtherRecordPage"];
        };
      };
    };
  };
  /** The names of what is kept whole */
  listOtherRecordNames: {
    responses: {
      /** @description All names, in one page. */
      200: {
        content: {
          "application/json": components["schemas"]["OtherRecordNamePage"];
        };
      };
    };
  };
  /** One of what is kept whole */
  getOtherRecord: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The record. */
      200: {
        content: {
          "application/json": components["schemas"]["OtherRecord"];
        };
      };
    };
  };
  /**
   * The bytes of a picture or file, or a thumbnail of it
   * @description Answers If-None-Match (the ETag is made of the SHA-256 of the bytes), Range and If-Range. Thumbnails are made when they are first asked for; `thumbnails` of `/v1/shop` says whether this server can.
   */
  getFile: {
    parameters: {
      query?: {
        /** @description As it stands in `url`, the SHA-256 of the bytes: with it the answer may be kept for ever. */
        v?: string;
        /** @description A thumbnail of a JPEG, PNG, GIF, WebP or AVIF, so many pixels wide: never wider than the picture is. */
        width?: 160 | 320 | 640 | 1280;
        /** @description Of the thumbnail; `webp` when absent. */
        format?: "webp" | "avif";
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The bytes, with their own Content-Type. */
      200: {
        content: {
          "*/*": string;
        };
      };
    };
  };
  /**
   * Every product, one JSON a line
   * @description All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.
   */
  exportProductsNdjson: {
    parameters: {
      query?: {
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Only these parts, with commas between them; what is not asked for is not read. Absent: all. What an item is (ids, names, codes) is shown always. */
        include?: ("offers" | "prices" | "stock" | "groups" | "properties" | "characteristics" | "requisites" | "pictures" | "files" | "description" | "unit" | "taxes" | "extra")[];
        /** @description Only these members, with commas between them, and the id; of what `include` leaves. Absent: all. */
        fields?: ("id" | "externalId" | "idSpace" | "sku" | "barcode" | "code" | "name" | "fullName" | "description" | "descriptionHtml" | "groups" | "properties" | "characteristicValues" | "requisites" | "pictures" | "files" | "unit" | "weight" | "manufacturer" | "brand" | "country" | "taxes" | "extra" | "active" | "offers" | "updatedAt")[];
        /** @description Our id or 1C id: only the prices of this type. Absent: all. */
        priceType?: string;
      };
    };
    responses: {
      /** @description A line for each product, with the members that `GET /v1/products` shows; the schema is that of a line. */
      200: {
        content: {
          "application/x-ndjson": components["schemas"]["Product"];
        };
      };
    };
  };
  /**
   * Every offer, one line of a table
   * @description All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.
   */
  exportProductsCsv: {
    parameters: {
      query?: {
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Our id or 1C id: one price, of this type. With a channel: the price in it. Absent: a column for each price type. */
        priceType?: string;
        /** @description `true`: begins with a byte order mark, by which Excel knows UTF-8. */
        bom?: "true" | "false";
      };
    };
    responses: {
      /** @description The products, until the last one. */
      200: {
        content: {
          "text/csv": string;
        };
      };
    };
  };
  /**
   * Every offer that has a price, in Yandex Market Language
   * @description All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.
   */
  exportProductsYml: {
    parameters: {
      query?: {
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Id or name of a channel: its offers have `channelPrice` and `channelStock` too. */
        channel?: string;
        /** @description Our id or 1C id: what offers cost. Needed when the shop has several price types and no channel is named. */
        priceType?: string;
        /** @description Where the page of a product is: `{id}`, `{externalId}` and `{sku}` stand for its own. */
        productUrl?: string;
      };
    };
    responses: {
      /** @description The products, until the last one. */
      200: {
        content: {
          "application/xml": string;
        };
      };
    };
  };
  /** The channels that the shop sells in */
  listChannels: {
    responses: {
      /** @description All of them. */
      200: {
        content: {
          "application/json": components["schemas"]["ChannelList"];
        };
      };
    };
  };
  /**
   * Makes a channel, which has no rules yet
   * @description At most 100 of a shop.
   */
  makeChannel: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Rozetka",
         *   "currency": "UAH",
         *   "priceTypes": [
         *     "retail"
         *   ],
         *   "mode": "first",
         *   "updates": "both"
         * }
         */
        "application/json": components["schemas"]["ChannelInput"];
      };
    };
    responses: {
      /** @description The channel. */
      201: {
        content: {
          "application/json": components["schemas"]["Channel"];
        };
      };
    };
  };
  /** One channel */
  getChannel: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The channel; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Channel"];
        };
      };
    };
  };
  /** Removes a channel with its rules and its own prices */
  deleteChannel: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description It is gone. */
      204: {
        content: never;
      };
    };
  };
  /**
   * Changes a channel
   * @description A channel that is to keep its prices or stock by itself has none at first: `POST /v1/channels/{id}/freeze` takes those of now.
   */
  patchChannel: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "mode": "all"
         * }
         */
        "application/json": components["schemas"]["ChannelPatch"];
        /**
         * @example {
         *   "mode": "all"
         * }
         */
        "application/merge-patch+json": components["schemas"]["ChannelPatch"];
      };
    };
    responses: {
      /** @description The channel as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Channel"];
        };
      };
    };
  };
  /** The price rules of a channel */
  listPriceRules: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description All of them, also those that do not hold now; the ETag is the version of the channel. */
      200: {
        content: {
          "application/json": components["schemas"]["PriceRuleList"];
        };
      };
    };
  };
  /**
   * Replaces the price rules of a channel, all at once
   * @description The order of the list is the order that they are tried in. Prices are computed when they are read.
   */
  putPriceRules: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "rules": [
         *     {
         *       "name": "Матраци: +10 %, до …99",
         *       "scope": {
         *         "groups": [
         *           "mattresses"
         *         ],
         *         "priceFrom": "1000"
         *       },
         *       "action": {
         *         "change": {
         *           "by": "percent",
         *           "value": "10"
         *         },
         *         "round": {
         *           "ending": "99",
         *           "how": "nearest"
         *         },
         *         "floor": "999"
         *       }
         *     },
         *     {
         *       "name": "Решта: +5 %",
         *       "action": {
         *         "change": {
         *           "by": "percent",
         *           "value": "5"
         *         }
         *       }
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["PriceRulesInput"];
      };
    };
    responses: {
      /** @description The rules as they are now. */
      200: {
        content: {
          "application/json": components["schemas"]["PriceRuleList"];
        };
      };
    };
  };
  /**
   * The prices and the stock that a channel has by itself
   * @description Ordered by the ids of the offers. They are shown where the channel does not follow 1C.
   */
  listOwnPrices: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["OwnPricePage"];
        };
      };
    };
  };
  /**
   * Sets prices and stock of a channel’s own, of up to 1,000 offers
   * @description All of them or, when one is refused, none. May be repeated.
   */
  putOwnPrices: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "items": [
         *     {
         *       "offer": "0197a4c0-5b7e-7d1c-9f00-000000000002",
         *       "price": "7990.00",
         *       "stock": "3"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["OwnPricesInput"];
      };
    };
    responses: {
      /** @description They are set. */
      204: {
        content: never;
      };
    };
  };
  /** Sets price and stock of a channel’s own, of one offer */
  putOwnPrice: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
        /** @description Our id of the offer. */
        offer: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "price": "7990.00"
         * }
         */
        "application/json": components["schemas"]["OwnPriceInput"];
      };
    };
    responses: {
      /** @description What the channel has of it by itself now. */
      200: {
        content: {
          "application/json": components["schemas"]["OwnPrice"];
        };
      };
    };
  };
  /**
   * Makes the prices or the stock of now the channel’s own, of all offers
   * @description What 1C and the rules give, whatever the channel had by itself. Takes ten seconds or more for each 100,000 offers; broken off, it may be repeated.
   */
  freezeChannel: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "prices": true,
         *   "stock": false
         * }
         */
        "application/json": components["schemas"]["FreezeInput"];
      };
    };
    responses: {
      /** @description It is done. */
      200: {
        content: {
          "application/json": components["schemas"]["Frozen"];
        };
      };
    };
  };
  /**
   * What the rules of a channel, or a draft of them, make of prices
   * @description Of one product, of a group with all below it, or of all products that are on sale, by their ids. A page has 1,000 offers at most, and fewer where more than 10 rules add up: the offers of one product may be on several pages. Changes nothing. Shows what the rules make, also of a channel whose prices are its own.
   */
  previewPrices: {
    parameters: {
      query?: {
        /** @description The most products of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "rules": [
         *     {
         *       "name": "Матраци: +10 %, до …99",
         *       "scope": {
         *         "groups": [
         *           "mattresses"
         *         ],
         *         "priceFrom": "1000"
         *       },
         *       "action": {
         *         "change": {
         *           "by": "percent",
         *           "value": "10"
         *         },
         *         "round": {
         *           "ending": "99",
         *           "how": "nearest"
         *         },
         *         "floor": "999"
         *       }
         *     }
         *   ],
         *   "product": "0197a4c0-5b7e-7d1c-9f00-000000000001"
         * }
         */
        "application/json": components["schemas"]["PreviewInput"];
      };
    };
    responses: {
      /** @description One page: before, after, and by which rules. */
      200: {
        content: {
          "application/json": components["schemas"]["PreviewPage"];
        };
      };
    };
  };
  /**
   * Matches items of a system, or products of another 1C, with products
   * @description In the background, begun within a second or two. What people have decided stays; all else is found anew. Asked for again before its end, it is the same run.
   */
  runMatching: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "system": "site",
         *   "rules": [
         *     "id",
         *     "barcode",
         *     "sku",
         *     "name"
         *   ]
         * }
         */
        "application/json": components["schemas"]["MatchingRunInput"];
      };
    };
    responses: {
      /** @description The run. */
      202: {
        content: {
          "application/json": components["schemas"]["MatchingRun"];
        };
      };
    };
  };
  /** The runs of late */
  listMatchingRuns: {
    responses: {
      /** @description The newest hundred, newest first. */
      200: {
        content: {
          "application/json": components["schemas"]["MatchingRunList"];
        };
      };
    };
  };
  /** How far a run is, and what it found */
  getMatchingRun: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The run. */
      200: {
        content: {
          "application/json": components["schemas"]["MatchingRun"];
        };
      };
    };
  };
  /**
   * Confirms all that runs have matched, or what some rules have
   * @description Doubtful ones stay as they are. Items make the references of their products. May be repeated.
   */
  confirmMatches: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "system": "site",
         *   "rules": [
         *     "barcode"
         *   ]
         * }
         */
        "application/json": components["schemas"]["MatchingConfirmInput"];
      };
    };
    responses: {
      /** @description How many. */
      200: {
        content: {
          "application/json": components["schemas"]["MatchingConfirmed"];
        };
      };
    };
  };
  /**
   * What is matched, unmatched, doubtful
   * @description Of a `system`, or of `idSpace` and `among`. Ordered by id.
   */
  listMatches: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description Matches the items of this system with products. This, or `idSpace` and `among`. */
        system?: string;
        /** @description Matches the products of this id space (of one 1C) … */
        idSpace?: string;
        /** @description … with those of this one (of another 1C). */
        among?: string;
        state?: "matched" | "unmatched" | "doubtful";
        /** @description Whether a person has decided. Absent: all. */
        decided?: "true" | "false";
      };
    };
    responses: {
      /** @description One page, with the counts of all. */
      200: {
        content: {
          "application/json": components["schemas"]["MatchPage"];
        };
      };
    };
  };
  /** One match */
  getMatch: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The match. */
      200: {
        content: {
          "application/json": components["schemas"]["Match"];
        };
      };
    };
  };
  /**
   * Decides about a match: confirms, picks, refuses, reopens
   * @description No run overrules it; the same decision again changes nothing. An item that is given a product makes the reference of that product.
   */
  decideMatch: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "decision": "pick",
         *   "product": "0197a4c0-5b7e-7d1c-9f00-000000000001"
         * }
         */
        "application/json": components["schemas"]["MatchDecisionInput"];
      };
    };
    responses: {
      /** @description The match as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Match"];
        };
      };
    };
  };
  /** Which products of other 1C are the same thing, and what your systems call it */
  getProductMatches: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description Both. */
      200: {
        content: {
          "application/json": components["schemas"]["ProductMatches"];
        };
      };
    };
  };
  /** Your systems, and how much of each is kept */
  listShopSystems: {
    responses: {
      /** @description All of them, in the order of their names. */
      200: {
        content: {
          "application/json": components["schemas"]["ShopSystemList"];
        };
      };
    };
  };
  /**
   * What a system of yours had before 1C came
   * @description Ordered by ref.
   */
  listShopItems: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    responses: {
      /** @description One page; empty for a system without items. */
      200: {
        content: {
          "application/json": components["schemas"]["ShopItemPage"];
        };
      };
    };
  };
  /**
   * Writes items of a system, up to 1,000 at a time
   * @description Items that are not named stay. An item that a product has a reference to is matched with it at once; the others by POST /v1/matching/run.
   */
  putShopItems: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "items": [
         *     {
         *       "ref": "10045",
         *       "sku": "SON-160",
         *       "barcode": "4820000000017",
         *       "name": "Матрац Сон 160×200"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["ShopItemsInput"];
      };
    };
    responses: {
      /** @description They are written. */
      204: {
        content: never;
      };
    };
  };
  /**
   * Removes all items of a system and their matches
   * @description References of products stay.
   */
  deleteShopItems: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
      };
    };
    responses: {
      /** @description The system has no items. */
      204: {
        content: never;
      };
    };
  };
  /**
   * Removes an item of a system and its match
   * @description The reference of its product stays.
   */
  deleteShopItem: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description A system of yours: `site`, `crm`. */
        system: string;
        /** @description The system’s own id of it. */
        ref: string;
      };
    };
    responses: {
      /** @description It is gone. */
      204: {
        content: never;
      };
    };
  };
  /**
   * Orders
   * @description Ordered by id, which is the order of placing; with `updatedAfter` by `updatedAt`.
   */
  listOrders: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
        /** @description Only orders of this status. */
        status?: string;
        /** @description Only orders of this node: its id or name. */
        owner?: string;
        /** @description The order of this number, whatever else is asked for. */
        number?: string;
        /** @description Only orders of this person: a personnel number. */
        responsible?: string;
        /** @description Only orders of this customer: an id of `GET /v1/customers`. */
        customer?: string;
        /** @description Only orders of this site of the shop. */
        site?: string;
        /** @description Only orders with this promo code, in any case. */
        promoCode?: string;
        /** @description `true`: only what is kept back from its 1C; `false`: only what is not. */
        held?: "true" | "false";
        /** @description `true`: only orders of which the shop and 1C said different things. */
        conflicts?: "true" | "false";
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["OrderPage"];
        };
      };
    };
  };
  /**
   * Places an order: the shop’s 1C gets it with its next query
   * @description The same Idempotency-Key and body give the same answer again, with `Idempotency-Replayed: true`, and no second order.
   */
  placeOrder: {
    parameters: {
      header: {
        /** @description Yours, new for each order: a repeated request with the same key and body makes no second order. */
        "Idempotency-Key": string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "customer": {
         *     "type": "person",
         *     "name": "Олена Ковальчук",
         *     "phone": "+380501112233",
         *     "email": "olena@example.com"
         *   },
         *   "currency": "UAH",
         *   "lines": [
         *     {
         *       "offerId": "0197a4c0-5b7e-7d1c-9f00-000000000002",
         *       "quantity": "2",
         *       "price": "7499.00"
         *     },
         *     {
         *       "name": "Підйом на поверх",
         *       "kind": "service",
         *       "quantity": "1",
         *       "price": "150.00"
         *     }
         *   ],
         *   "delivery": {
         *     "name": "Нова пошта",
         *     "price": "90.00",
         *     "address": {
         *       "text": "Київ, відділення 12"
         *     }
         *   },
         *   "status": "Новий",
         *   "requisites": {
         *     "Промокод": "ОСІНЬ"
         *   }
         * }
         */
        "application/json": components["schemas"]["OrderInput"];
      };
    };
    responses: {
      /** @description The order as it was placed. */
      201: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** One order */
  getOrder: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The order; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Changes an order: 1C gets it again with its next query */
  patchOrder: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "status": "Підтверджено",
         *   "delivery": {
         *     "trackingNumber": "20450000000000"
         *   }
         * }
         */
        "application/json": components["schemas"]["OrderPatch"];
        /**
         * @example {
         *   "status": "Підтверджено",
         *   "delivery": {
         *     "trackingNumber": "20450000000000"
         *   }
         * }
         */
        "application/merge-patch+json": components["schemas"]["OrderPatch"];
      };
    };
    responses: {
      /** @description The order as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Gives an order to 1C once more, though nothing of it has changed */
  resendOrder: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The order: 1C gets it with its next query. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Keeps an order from its 1C while it is being edited in the shop
   * @description Until the lock ends, the order is not given to 1C, and what 1C says of it waits. Repeat the request to prolong it. The version stays; `updatedAt` moves.
   */
  lockOrder: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "seconds": 600,
         *   "by": "Ірина"
         * }
         */
        "application/json": components["schemas"]["OrderLockInput"];
      };
    };
    responses: {
      /** @description The order with its lock. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Ends the lock of an order, whoever made it
   * @description What 1C said meanwhile is applied before the answer. An order that is not locked stays as it is.
   */
  unlockOrder: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The order as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Who changed an order, and what the shop and 1C said differently */
  getOrderHistory: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description One page: versions, and what was contested in them. */
      200: {
        content: {
          "application/json": components["schemas"]["OrderHistory"];
        };
      };
    };
  };
  /**
   * Moves an order to another node, or takes it away from its node
   * @description Allowed while no answer that held the order was ever given to a 1C, for a 1C may store orders and still not confirm them; later only with `force`. What was taken away waits until somebody moves it again. To the node that owns it already: changes nothing.
   */
  moveOrder: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "node": "lviv"
         * }
         */
        "application/json": components["schemas"]["OwnerInput"];
      };
    };
    responses: {
      /** @description The order as it is now: its new 1C gets it with its next query. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Cancels an order: 1C hears of it with its next query
   * @description One that is cancelled stays so. PATCH `cancelled: false` takes a cancellation of the shop back.
   */
  cancelOrder: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "by": "customer"
         * }
         */
        "application/json": components["schemas"]["OrderCancellation"];
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Replaces the comment of an order, which 1C gets too */
  commentOrder: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "comment": "Зателефонувати за годину"
         * }
         */
        "application/json": components["schemas"]["OrderComment"];
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Tells of money that came for an order
   * @description A payment that the order expects (of the same amount and name, without `key` and `paidAt`) is the one that came. When the payments with `paidAt` and the bonuses make the total, the order is `paid`. A request that is repeated with the same key and content does nothing twice, whatever If-Match says.
   */
  addPayment: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "key": "liqpay-771",
         *   "amount": "15000.00",
         *   "name": "Картка",
         *   "paidAt": "2026-11-22T10:00:00Z"
         * }
         */
        "application/json": components["schemas"]["PaymentAction"];
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Takes a payment away that was none */
  removePayment: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id of the order. */
        id: string;
        /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
        key: string;
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Tells of goods that left the shop
   * @description When all goods have left, the order is `shipped`. 1C gets that, and the last tracking number; the exchange has one shipment for an order, so that the parts stay here. A request that is repeated with the same key and content does nothing twice, whatever If-Match says.
   */
  addShipment: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "key": "ttn-1",
         *   "lines": [
         *     {
         *       "lineNo": 1,
         *       "quantity": "1"
         *     }
         *   ],
         *   "trackingNumber": "20450000000000"
         * }
         */
        "application/json": components["schemas"]["ShipmentAction"];
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Takes a shipment away that was none */
  removeShipment: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id of the order. */
        id: string;
        /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
        key: string;
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Tells of goods that came back to the shop
   * @description At most what was shipped. The standard exchange takes no returns from a site: 1C gets them as the text of the requisite `Возвраты`, and its people make the document. A request that is repeated with the same key and content does nothing twice, whatever If-Match says.
   */
  addReturn: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "key": "return-1",
         *   "lines": [
         *     {
         *       "lineNo": 1,
         *       "quantity": "1"
         *     }
         *   ],
         *   "amount": "7499.00",
         *   "reason": "Не підійшов"
         * }
         */
        "application/json": components["schemas"]["ReturnAction"];
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /** Takes a return away that was none */
  removeReturn: {
    parameters: {
      header?: {
        /** @description The ETag that the change was made for; another one → 412 UZ1506. */
        "If-Match"?: string;
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id of the order. */
        id: string;
        /** @description Yours, unique in the order: a request that is repeated with the same key does nothing twice. */
        key: string;
      };
    };
    responses: {
      /** @description The order as it is now; its ETag is its version. */
      200: {
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  /**
   * Sets the status of many orders, each by itself
   * @description What cannot be done for one order keeps no other from it: see `problem` of each. May be repeated: an order that has the status stays as it is, whatever `ifVersion` says. Each order is changed by itself: a request that breaks off has set those before, and repeated with its `Idempotency-Key` it sets the others; only when it has ended its answer is given again.
   */
  setOrderStatuses: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "items": [
         *     {
         *       "order": "1001",
         *       "status": "Передано в доставку"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["BulkStatus"];
      };
    };
    responses: {
      /** @description What became of each, in the order of the request. */
      200: {
        content: {
          "application/json": components["schemas"]["BulkStatusAnswer"];
        };
      };
    };
  };
  /**
   * The same, for clients that can only GET: each request may take a lot
   * @description A queue for one worker or several that share a name. Work on the orders, then confirm: the next lot comes then. Who does not confirm in time gets the same orders again, under another claim; so an order may come twice, and none is lost.
   */
  claimOrdersByGet: {
    parameters: {
      query: {
        /** @description A name of yours: each has its own place, and gets each changed order. A shop has at most 100; one that did not come for 7 days makes room. */
        consumer: string;
        /** @description Where a consumer begins that is new, or whose place is kept no more: at the oldest change that is kept (a new one by default), or with what comes from now on. */
        begin?: "oldest" | "latest";
        /** @description Orders at most. */
        limit?: number;
        /** @description For how many seconds nobody else gets them; afterwards they are given again. */
        lease?: number;
      };
    };
    responses: {
      /** @description The orders that changed since the last lot; none when there are none, or the last lot is still out. */
      200: {
        content: {
          "application/json": components["schemas"]["OrderClaim"];
        };
      };
    };
  };
  /**
   * Takes the next orders that changed, for a time
   * @description A queue for one worker or several that share a name. Work on the orders, then confirm: the next lot comes then. Who does not confirm in time gets the same orders again, under another claim; so an order may come twice, and none is lost.
   */
  claimOrders: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "consumer": "crm",
         *   "limit": 50,
         *   "lease": 120
         * }
         */
        "application/json": components["schemas"]["OrderClaimInput"];
      };
    };
    responses: {
      /** @description The orders that changed since the last lot; none when there are none, or the last lot is still out. */
      200: {
        content: {
          "application/json": components["schemas"]["OrderClaim"];
        };
      };
    };
  };
  /**
   * Confirms a lot: its orders are done
   * @description May be repeated. Also after its time, as long as nobody got the orders again.
   */
  confirmOrders: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "claim": "0197a4c0-5b7e-7d1c-9f00-000000000009"
         * }
         */
        "application/json": {
          /**
           * Format: uuid
           * @description Of the lot that is done.
           */
          claim: string;
        };
      };
    };
    responses: {
      /** @description How far the consumer is. */
      200: {
        content: {
          "application/json": components["schemas"]["OrderAck"];
        };
      };
    };
  };
  /**
   * Documents of 1C that were taken for orders of other nodes
   * @description Copies of one database send the same orders. Such a document makes no second order and changes none. Ordered by id, which is the order of their coming.
   */
  listDuplicates: {
    parameters: {
      query?: {
        /** @description `ignored`, `linked`: by the shop’s setting `duplicates`; `open`: somebody must decide; `same`, `different`: somebody has decided. */
        state?: "ignored" | "linked" | "open" | "same" | "different";
        /** @description Only those of this node: its id or name. */
        node?: string;
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["DuplicatePage"];
        };
      };
    };
  };
  /**
   * Decides whether a document is the order that it was taken for
   * @description The same decision again changes nothing.
   */
  decideDuplicate: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "decision": "same"
         * }
         */
        "application/json": components["schemas"]["DecisionInput"];
      };
    };
    responses: {
      /** @description The document as it is now; with `different` the order that was made of it is in GET /v1/orders. */
      200: {
        content: {
          "application/json": components["schemas"]["Duplicate"];
        };
      };
    };
  };
  /**
   * Every document of 1C that is kept with an order, whole
   * @description The order’s own document first, then the others by their date.
   */
  listOrderDocuments: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description All documents, in one page. */
      200: {
        content: {
          "application/json": components["schemas"]["KeptDocumentPage"];
        };
      };
    };
  };
  /**
   * Counterparties: customers and suppliers as 1C has them
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listCounterparties: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["CounterpartyPage"];
        };
      };
    };
  };
  /** One counterparty, also one that is not active */
  getCounterparty: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The counterparty. */
      200: {
        content: {
          "application/json": components["schemas"]["Counterparty"];
        };
      };
    };
  };
  /**
   * Customers of the shop, as their orders name them
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listCustomers: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
        /** @description Only customers with this telephone, however it is written (the + is written %2B). */
        phone?: string;
        /** @description Only customers with this e-mail, in any case. */
        email?: string;
        /** @description Only customers with this tax id. */
        taxId?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["CustomerPage"];
        };
      };
    };
  };
  /** One customer, with those who may be the same, and the number of orders */
  getCustomer: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The customer. */
      200: {
        content: {
          "application/json": components["schemas"]["Customer"];
        };
      };
    };
  };
  /**
   * Employees that 1C and the shop gave
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listEmployees: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is in use; `false`: what was taken out of use; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["EmployeePage"];
        };
      };
    };
  };
  /** One employee, also one who has left */
  getEmployee: {
    parameters: {
      path: {
        /** @description Табельный номер. */
        personnelNumber: string;
      };
    };
    responses: {
      /** @description The employee. */
      200: {
        content: {
          "application/json": components["schemas"]["Employee"];
        };
      };
    };
  };
  /**
   * Makes or replaces an employee
   * @description May be repeated. Whoever writes last wins: a 1C that sends the same number later replaces it.
   */
  putEmployee: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Табельный номер. */
        personnelNumber: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Ірина Мельник",
         *   "email": "iryna@example.com",
         *   "content": {
         *     "Посада": "Менеджер"
         *   }
         * }
         */
        "application/json": components["schemas"]["EmployeeInput"];
      };
    };
    responses: {
      /** @description The employee as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Employee"];
        };
      };
    };
  };
  /** Takes an employee out of use; orders keep naming the number */
  deleteEmployee: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Табельный номер. */
        personnelNumber: string;
      };
    };
    responses: {
      /** @description The employee, who is not active any more. */
      200: {
        content: {
          "application/json": components["schemas"]["Employee"];
        };
      };
    };
  };
  /**
   * Promo codes that 1C and the shop gave
   * @description Ordered by id; with `updatedAfter` by `updatedAt`.
   */
  listPromoCodes: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is in use; `false`: what was taken out of use; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
        /** @description Only codes in force at this moment (the + of a zone is written %2B). */
        validAt?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["PromoCodePage"];
        };
      };
    };
  };
  /** One promo code, also one that is not in use */
  getPromoCode: {
    parameters: {
      path: {
        /** @description The promo code, in any case. */
        code: string;
      };
    };
    responses: {
      /** @description The promo code. */
      200: {
        content: {
          "application/json": components["schemas"]["PromoCode"];
        };
      };
    };
  };
  /**
   * Makes or replaces a promo code
   * @description May be repeated. Whoever writes last wins: a 1C that sends the same code later replaces it.
   */
  putPromoCode: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The promo code, in any case. */
        code: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Осінь: −10 %",
         *   "validTo": "2026-11-30T23:59:59+02:00"
         * }
         */
        "application/json": components["schemas"]["PromoCodeInput"];
      };
    };
    responses: {
      /** @description The promo code as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["PromoCode"];
        };
      };
    };
  };
  /** Takes a promo code out of use; it stays to be seen */
  deletePromoCode: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The promo code, in any case. */
        code: string;
      };
    };
    responses: {
      /** @description The promo code, which is not active any more. */
      200: {
        content: {
          "application/json": components["schemas"]["PromoCode"];
        };
      };
    };
  };
  /**
   * Directories that node kinds keep
   * @description By name, all in one page. Employees and promo codes have addresses of their own.
   */
  listDirectories: {
    responses: {
      /** @description The directories that have entries. */
      200: {
        content: {
          "application/json": components["schemas"]["DirectoryPage"];
        };
      };
    };
  };
  /**
   * The entries of a directory of a node kind
   * @description Ordered by id; with `updatedAfter` by `updatedAt`. A directory without entries is an empty one.
   */
  listDirectoryEntries: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: what is in use; `false`: what was taken out of use; `all`: both. */
        active?: "true" | "false" | "all";
        /** @description Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`. */
        updatedAfter?: string;
      };
      path: {
        /** @description The node kind. */
        kind: string;
        /** @description The name that the kind gives it. */
        name: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["DirectoryEntryPage"];
        };
      };
    };
  };
  /**
   * The statuses that orders carry or may carry
   * @description All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps statuses is offered the same (type=sale, mode=info).
   */
  listOrderStatuses: {
    parameters: {
      query?: {
        /** @description `true`: what is in use; `false`: what was taken out of use; `all`: both. */
        active?: "true" | "false" | "all";
      };
    };
    responses: {
      /** @description All of them. */
      200: {
        content: {
          "application/json": components["schemas"]["WordPage"];
        };
      };
    };
  };
  /** Makes or replaces a status of the shop */
  putOrderStatus: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The word as orders carry it. */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Передано в доставку"
         * }
         */
        "application/json": components["schemas"]["WordInput"];
      };
    };
    responses: {
      /** @description The entry as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Word"];
        };
      };
    };
  };
  /**
   * Takes a status of the shop out of use; it stays to be seen
   * @description Orders keep the status that they have. What only stands in orders cannot be taken away.
   */
  deleteOrderStatus: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The word as orders carry it. */
        key: string;
      };
    };
    responses: {
      /** @description The entry, which is not active any more. */
      200: {
        content: {
          "application/json": components["schemas"]["Word"];
        };
      };
    };
  };
  /**
   * The payment methods that orders carry or may carry
   * @description All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps payment methods is offered the same (type=sale, mode=info).
   */
  listPaymentMethods: {
    parameters: {
      query?: {
        /** @description `true`: what is in use; `false`: what was taken out of use; `all`: both. */
        active?: "true" | "false" | "all";
      };
    };
    responses: {
      /** @description All of them. */
      200: {
        content: {
          "application/json": components["schemas"]["WordPage"];
        };
      };
    };
  };
  /** Makes or replaces a payment method of the shop */
  putPaymentMethod: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The word as orders carry it. */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Карткою на сайті"
         * }
         */
        "application/json": components["schemas"]["WordInput"];
      };
    };
    responses: {
      /** @description The entry as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Word"];
        };
      };
    };
  };
  /**
   * Takes a payment method of the shop out of use; it stays to be seen
   * @description Orders keep the payment method that they have. What only stands in orders cannot be taken away.
   */
  deletePaymentMethod: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The word as orders carry it. */
        key: string;
      };
    };
    responses: {
      /** @description The entry, which is not active any more. */
      200: {
        content: {
          "application/json": components["schemas"]["Word"];
        };
      };
    };
  };
  /**
   * The ways to deliver that orders carry or may carry
   * @description All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps ways to deliver is offered the same (type=sale, mode=info).
   */
  listDeliveries: {
    parameters: {
      query?: {
        /** @description `true`: what is in use; `false`: what was taken out of use; `all`: both. */
        active?: "true" | "false" | "all";
      };
    };
    responses: {
      /** @description All of them. */
      200: {
        content: {
          "application/json": components["schemas"]["WordPage"];
        };
      };
    };
  };
  /** Makes or replaces a way to deliver of the shop */
  putDelivery: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The word as orders carry it. */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Нова пошта: відділення",
         *   "content": {
         *     "Термін": "1–2 дні"
         *   }
         * }
         */
        "application/json": components["schemas"]["WordInput"];
      };
    };
    responses: {
      /** @description The entry as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Word"];
        };
      };
    };
  };
  /**
   * Takes a way to deliver of the shop out of use; it stays to be seen
   * @description Orders keep the way to deliver that they have. What only stands in orders cannot be taken away.
   */
  deleteDelivery: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The word as orders carry it. */
        key: string;
      };
    };
    responses: {
      /** @description The entry, which is not active any more. */
      200: {
        content: {
          "application/json": components["schemas"]["Word"];
        };
      };
    };
  };
  /** Exchanges: every session of a 1C, newest first */
  listExchanges: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description Id or name of a node. */
        node?: string;
        /** @description `get_catalog` = our goods went to 1C, `import` = by the command line or `POST /v1/feeds`, `replay` and `restore` = by the command line. */
        type?: "catalog" | "sale" | "reference" | "get_catalog" | "import" | "push" | "replay" | "restore";
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["ExchangePage"];
        };
      };
    };
  };
  /** One exchange with its files and its journal */
  getExchange: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The exchange, and one page of its journal. */
      200: {
        content: {
          "application/json": components["schemas"]["Exchange"];
        };
      };
    };
  };
  /** What 1C asked in an exchange, and what it was answered */
  listExchangeRequests: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description One page, oldest first. */
      200: {
        content: {
          "application/json": components["schemas"]["ExchangeRequestPage"];
        };
      };
    };
  };
  /**
   * A file as 1C sent it, byte for byte
   * @description The ETag is the SHA-256 of the bytes, once the file has been read whole.
   */
  getFeed: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The bytes. */
      200: {
        content: {
          "*/*": string;
        };
      };
    };
  };
  /**
   * Feeds that people uploaded, dry runs among them, newest first
   * @description What 1C sent is in `GET /v1/exchanges`.
   */
  listUploads: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["FeedUploadPage"];
        };
      };
    };
  };
  /**
   * Uploads a CommerceML file or a ZIP, to be imported on behalf of a node
   * @description With an `Idempotency-Key` the same file sent again is dropped, and the first answer given again.
   */
  uploadFeed: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["FeedUploadForm"];
      };
    };
    responses: {
      /** @description It was received, and its import waits or goes on. */
      202: {
        content: {
          "application/json": components["schemas"]["FeedUpload"];
        };
      };
    };
  };
  /**
   * How far the import of a feed is, of one that 1C sent too
   * @description Ask again every second or two until `finishedAt` is there.
   */
  getFeedProgress: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description How it stands. */
      200: {
        content: {
          "application/json": components["schemas"]["FeedProgress"];
        };
      };
    };
  };
  /**
   * Stops the import of a feed behind its current step
   * @description What was imported till then stays, whole step by whole step, and the journal says how far it came; nothing is taken off sale by a full export that was stopped. A stopped feed never goes on: send it again. May be repeated: what was stopped stays so.
   */
  stopFeed: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description How it stands: `stopping` until the current step has ended. */
      202: {
        content: {
          "application/json": components["schemas"]["FeedProgress"];
        };
      };
    };
  };
  /**
   * What the import of a feed did, or a dry run would have done
   * @description JSON, or a page for a person (`format=html`, or `Accept: text/html`) in the language of the shop. While it goes on: what it did so far. Differences are those of the whole exchange; an upload has one of its own.
   */
  getFeedReport: {
    parameters: {
      query?: {
        /** @description Absent: what `Accept` prefers, JSON first. */
        format?: "json" | "html";
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The report. */
      200: {
        content: {
          "application/json": components["schemas"]["FeedReport"];
          "text/html": string;
        };
      };
    };
  };
  /** The shop that the key belongs to */
  getShop: {
    responses: {
      /** @description The shop with its settings, defaults included. */
      200: {
        content: {
          "application/json": components["schemas"]["Shop"];
        };
      };
    };
  };
  /** The exchange nodes, oldest first */
  listNodes: {
    responses: {
      /** @description All of them, without the removed ones. */
      200: {
        content: {
          "application/json": components["schemas"]["NodeList"];
        };
      };
    };
  };
  /** One node, and how many orders it has */
  getNode: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The node. */
      200: {
        content: {
          "application/json": components["schemas"]["Node"];
        };
      };
    };
  };
  /**
   * The journal of a node, newest first
   * @description What was decided about it while no 1C was there; with `exchanges=true` also what its exchanges tell.
   */
  getNodeJournal: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before; with the same other parameters. */
        cursor?: string;
        /** @description `true`: with what its exchanges tell; `false`: only what was decided outside of them. */
        exchanges?: "true" | "false";
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["NodeJournalPage"];
        };
      };
    };
  };
  /**
   * Walks the settings of a node and says what its 1C would meet
   * @description Writes an order as this 1C would get it and reads it back; changes nothing.
   */
  checkNode: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description What was found, good and bad. */
      200: {
        content: {
          "application/json": components["schemas"]["NodeCheck"];
        };
      };
    };
  };
  /**
   * What changed behind a number, in its order: nothing is missed and nothing repeated
   * @description Keep `last` when the page is worked on, and ask on with it as `after`. A number is told only when all smaller ones can be read, so nothing can appear behind one that was read. A key without the scope `orders` sees no orders and counterparties.
   */
  listChanges: {
    parameters: {
      query?: {
        /** @description Only what has a greater number: `last` of the page before, `Uzel-Seq` of an export; `latest` = what comes from now on. */
        after?: string;
        /** @description The most items of a page. */
        limit?: number;
        /** @description Only changes of these types, by commas: `price,stock`. The numbers of others are passed over. */
        types?: string;
        /** @description When there is nothing, wait for it so many seconds: the answer comes within a moment of the change. */
        wait?: number | null;
      };
    };
    responses: {
      /** @description One page. */
      200: {
        content: {
          "application/json": components["schemas"]["ChangePage"];
        };
      };
    };
  };
  /**
   * The changes of `/v1/changes` as server-sent events, as they happen
   * @description Each event has the number as its `id`, the type as its name and the change as its `data`. A client that comes back with `Last-Event-ID` misses nothing. A line every 15 seconds shows that the stream is alive; after half an hour it ends, and is to be opened anew. The event `reset`: what comes next is kept no more, begin anew (UZ1521). With `EventSource` of a browser no key can be sent: read it from your own server.
   */
  streamChanges: {
    parameters: {
      query?: {
        /** @description As of `/v1/changes`; `Last-Event-ID` goes before it. */
        after?: string;
        /** @description Only changes of these types, by commas: `price,stock`. The numbers of others are passed over. */
        types?: string;
      };
      header?: {
        /** @description The number of the last event that was received: the stream goes on behind it. */
        "Last-Event-ID"?: string;
      };
    };
    responses: {
      /** @description Events until somebody closes the stream; the schema is that of `data`. */
      200: {
        content: {
          "text/event-stream": components["schemas"]["Change"];
        };
      };
    };
  };
  /** Who is told of changes */
  listWebhooks: {
    responses: {
      /** @description All of them. */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookList"];
        };
      };
    };
  };
  /**
   * Has a receiver told of changes
   * @description By the specification of Standard Webhooks. It is told of what happens from now on. At most 50 of a shop. Who repeats the request with the same Idempotency-Key is shown the secret again.
   */
  makeWebhook: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "url": "https://crm.example.com/uzel",
         *   "events": [
         *     "order.*",
         *     "stock.changed"
         *   ],
         *   "filter": {
         *     "sites": [
         *       "main-site"
         *     ]
         *   }
         * }
         */
        "application/json": components["schemas"]["WebhookInput"];
      };
    };
    responses: {
      /** @description The webhook with its secret, which is shown this once. */
      201: {
        content: {
          "application/json": components["schemas"]["WebhookWithSecret"];
        };
      };
    };
  };
  /** One webhook */
  getWebhook: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The webhook, without its secret. */
      200: {
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  /** Removes a webhook with its queue and its log */
  deleteWebhook: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description It is gone. */
      204: {
        content: never;
      };
    };
  };
  /**
   * Changes, pauses or revives a webhook
   * @description What waits in its queue goes to the new address.
   */
  patchWebhook: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "state": "paused",
         *   "description": "CRM, до понеділка"
         * }
         */
        "application/json": components["schemas"]["WebhookPatch"];
        /**
         * @example {
         *   "state": "paused",
         *   "description": "CRM, до понеділка"
         * }
         */
        "application/merge-patch+json": components["schemas"]["WebhookPatch"];
      };
    };
    responses: {
      /** @description The webhook as it is now. */
      200: {
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  /**
   * Gives a webhook a new secret
   * @description Messages are signed by the former secret as well for 24 hours.
   */
  rotateWebhookSecret: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description The webhook with its new secret, which is shown this once. */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookWithSecret"];
        };
      };
    };
  };
  /**
   * Sends a message of the type `webhook.test` at once, also when the webhook is paused
   * @description Answers when the receiver has, or WEBHOOK_TIMEOUT_SECONDS have passed.
   */
  testWebhook: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description What came of it: `state` is `delivered` or `failed`. */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookDelivery"];
        };
      };
    };
  };
  /** What was sent to a webhook and what it answered, newest first */
  listWebhookDeliveries: {
    parameters: {
      query?: {
        /** @description The most items of a page. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
        /** @description `failed`: it is not tried again by itself. */
        state?: "waiting" | "delivered" | "failed";
        /** @description Only what tells of this order. */
        order?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
      };
    };
    responses: {
      /** @description One page. What is done with is kept for RETENTION_DAYS. */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookDeliveryPage"];
        };
      };
    };
  };
  /** One message with its body */
  getWebhookDelivery: {
    parameters: {
      path: {
        /** @description Our id. */
        id: string;
        /** @description Our id of the delivery. */
        delivery: string;
      };
    };
    responses: {
      /** @description The message, and what came of it. */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookDeliveryWithBody"];
        };
      };
    };
  };
  /**
   * Sends a message once more, whatever became of it
   * @description With the same `webhook-id`, before what waits for the same order. The webhook must be active to be sent it.
   */
  resendWebhookDelivery: {
    parameters: {
      header?: {
        /** @description Yours, new for each write: a repeated request with the same key and body does nothing twice. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Our id. */
        id: string;
        /** @description Our id of the delivery. */
        delivery: string;
      };
    };
    responses: {
      /** @description It waits to be sent. */
      202: {
        content: {
          "application/json": components["schemas"]["WebhookDelivery"];
        };
      };
    };
  };
}

/** Writes that take an Idempotency-Key: they may be sent again. */
export const KEYED_WRITES: readonly string[] = [
  'PUT /v1/products/{id}/refs/{system}',
  'DELETE /v1/products/{id}/refs/{system}',
  'PUT /v1/refs/{system}',
  'POST /v1/channels',
  'PATCH /v1/channels/{id}',
  'DELETE /v1/channels/{id}',
  'PUT /v1/channels/{id}/rules',
  'PUT /v1/channels/{id}/offers',
  'PUT /v1/channels/{id}/offers/{offer}',
  'POST /v1/channels/{id}/freeze',
  'POST /v1/matching/run',
  'POST /v1/matching/confirm',
  'POST /v1/matching/{id}',
  'PUT /v1/shop-items/{system}',
  'DELETE /v1/shop-items/{system}',
  'DELETE /v1/shop-items/{system}/{ref}',
  'POST /v1/orders',
  'PATCH /v1/orders/{id}',
  'POST /v1/orders/{id}/resend',
  'DELETE /v1/orders/{id}/lock',
  'POST /v1/orders/{id}/owner',
  'POST /v1/orders/{id}/cancel',
  'PUT /v1/orders/{id}/comment',
  'POST /v1/orders/{id}/payments',
  'DELETE /v1/orders/{id}/payments/{key}',
  'POST /v1/orders/{id}/shipments',
  'DELETE /v1/orders/{id}/shipments/{key}',
  'POST /v1/orders/{id}/returns',
  'DELETE /v1/orders/{id}/returns/{key}',
  'POST /v1/orders/bulk-status',
  'POST /v1/orders/changes/claim',
  'POST /v1/orders/changes/ack',
  'POST /v1/duplicates/{id}',
  'PUT /v1/employees/{personnelNumber}',
  'DELETE /v1/employees/{personnelNumber}',
  'PUT /v1/promo-codes/{code}',
  'DELETE /v1/promo-codes/{code}',
  'PUT /v1/order-statuses/{key}',
  'DELETE /v1/order-statuses/{key}',
  'PUT /v1/payment-methods/{key}',
  'DELETE /v1/payment-methods/{key}',
  'PUT /v1/deliveries/{key}',
  'DELETE /v1/deliveries/{key}',
  'POST /v1/feeds',
  'POST /v1/webhooks',
  'PATCH /v1/webhooks/{id}',
  'DELETE /v1/webhooks/{id}',
  'POST /v1/webhooks/{id}/rotate',
  'POST /v1/webhooks/{id}/deliveries/{delivery}/resend',
];
