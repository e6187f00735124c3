//! The words by which columns and statuses are known, as [`super::names::normalise`] leaves them.

use crate::{
    OrderMeaning,
    ingest::Meaning::{self, *},
};

/// Names of columns, separated by commas, with how sure each is in percent. A meaning may have several lists.
pub(super) const COLUMN_NAMES: &[(Meaning, u8, &str)] = &[
    (
        OrderId,
        97,
        "order id, order number, order no, order nr, ordernumber, orderid, invoice, invoice no, invoice \
         number, invoice id, invoiceno, transaction id, transaction, basket id, receipt id, receipt no, \
         bestellnummer, bestell nr, bestellnr, bestellung, bestell id, auftragsnummer, auftrag, auftragsnr, \
         auftrags nr, rechnungsnummer, rechnungsnr, rechnungs nr, rechnung, belegnummer, belegnr, beleg nr, \
         bonnummer, pedido, numero do pedido, numero de pedido, n pedido, id do pedido, id pedido, pedido id, \
         nota fiscal, num pedido, no pedido, factura, numero de factura, commande, numero de commande, n \
         commande, id commande, no commande, num commande, facture, numero de facture, order, order ref, order \
         reference, sales order",
    ),
    (OrderId, 50, "name, id, number, nummer, numero, reference, beleg, order name"),
    (CustomerId, 98, "customer unique id"),
    (
        CustomerId,
        97,
        "customer id, customer number, customer no, customer nr, customerid, client id, user id, userid, \
         member id, buyer id, account id, account number, kundennummer, kunden nr, kundennr, kunden id, kunde \
         id, debitor, debitornummer, debitorennummer, id do cliente, id cliente, cliente id, codigo do \
         cliente, codigo cliente, cod cliente, numero do cliente, numero de cliente, id client, numero client, \
         n client, code client, no client, visitor id, shopper id",
    ),
    (
        CustomerId,
        90,
        "email, e mail, customer email, email billing, billing email, buyer email, mail, e mail adresse, \
         emailadresse, email address, correo, correo electronico, courriel, contact email",
    ),
    (CustomerId, 85, "customer, client, kunde, cliente, buyer, user, member, card id, loyalty card"),
    (
        CustomerId,
        72,
        "customer name, buyer name, kundenname, nome do cliente, nombre del cliente, nom du client, nome \
         cliente, nom client",
    ),
    (
        Date,
        97,
        "order date, date, orderdate, purchase date, created at, order created at, order purchase timestamp, \
         invoice date, invoicedate, transaction date, sale date, sales date, order time, order timestamp, \
         ordered at, ordered on, placed at, date ordered, date created, bestelldatum, datum, rechnungsdatum, \
         belegdatum, auftragsdatum, kaufdatum, verkaufsdatum, data, data do pedido, data pedido, data da \
         compra, data compra, data da venda, fecha, fecha de pedido, fecha pedido, fecha del pedido, fecha de \
         compra, fecha compra, date de commande, date commande, date achat, date d achat, date de vente, date \
         de facture, fecha de factura",
    ),
    (Date, 75, "timestamp, time, day, tag, paid at, created, processed at, paid date, datetime, zeitpunkt"),
    (
        Date,
        45,
        "ship date, shipping date, delivery date, lieferdatum, versanddatum, fulfilled at, updated at",
    ),
    (
        Status,
        97,
        "order status, financial status, status, payment status, bestellstatus, auftragsstatus, \
         zahlungsstatus, status do pedido, situacao, estado del pedido, estado do pedido, statut, statut de la \
         commande, state of order",
    ),
    (Status, 70, "fulfillment status, estado, etat, zustand"),
    (
        Product,
        97,
        "product id, product, product s, product name, lineitem name, item name, item, article, artikel, \
         artikelnummer, artikelnr, artikel nr, artikelbezeichnung, artikelname, produkt, produktname, \
         produktnummer, produto, nome do produto, id do produto, codigo do produto, producto, nombre del \
         producto, referencia, produit, nom du produit, article id, product code, stock code, \
         stockcode, item id, item code, item number, designation, libelle",
    ),
    // A name says more to a reader.
    (Product, 95, "sku, product sku, ean, isbn, asin"),
    (
        Product,
        88,
        "lineitem sku, description, bezeichnung, descricao, descripcion, product title, item description, \
         title, bestellte ware",
    ),
    (
        Category,
        97,
        "category, product category, product category name, product type, kategorie, warengruppe, \
         produktgruppe, produktkategorie, artikelgruppe, categoria, categoria do produto, categoria del \
         producto, categorie, categorie de produit, department, departement, collection, familie, famille, \
         item category, product group",
    ),
    (Category, 70, "sub category, subcategory, vendor, brand, marke, sparte, level1, level2, class, rayon"),
    (
        Quantity,
        97,
        "quantity, qty, lineitem quantity, quantity refund, item quantity, units, pieces, order quantity, \
         quantity ordered, items sold, menge, anzahl, stuck, stuckzahl, quantidade, qtd, qtde, cantidad, cant, \
         unidades, quantite, qte, number of cds, number of items, number of units, units sold",
    ),
    (
        UnitPrice,
        97,
        "unit price, unitprice, price per unit, lineitem price, item price, item cost, price each, list price, \
         einzelpreis, stuckpreis, vk preis, verkaufspreis, preco unitario, valor unitario, precio unitario, \
         prix unitaire, selling price, sale price, prix de vente, preco de venda, precio de venta, unit amount",
    ),
    (UnitPrice, 85, "price, preis, preco, precio, prix, rate"),
    (
        LineTotal,
        97,
        "line total, linetotal, line amount, line value, item total, row total, extended price, gesamtpreis, \
         zeilensumme, positionswert, zeilenbetrag, positionsbetrag, total do item, valor do item, total de \
         linea, importe de linea, total ligne, montant ligne, order line total, item subtotal, line subtotal",
    ),
    (
        LineTotal,
        85,
        "sales, revenue, amount, value, dollar value, turnover, umsatz, betrag, summe, gesamt, nettobetrag, \
         bruttobetrag, valor, receita, importe, ventas, montant, chiffre d affaires, net sales, gross sales, n \
         revenue formatted, total, gesamtbetrag, valor total, importe total, montant total, total price, \
         spend, spent, net revenue, total amount, total ttc, umsatz netto, umsatz brutto",
    ),
    (
        OrderTotal,
        97,
        "order total, order total amount, order amount, order value, ordertotal, grand total, invoice total, \
         bestellwert, bestellsumme, auftragswert, rechnungsbetrag, total do pedido, valor do pedido, total del \
         pedido, total de la commande, total commande, payment value, basket value",
    ),
    (OrderTotal, 65, "subtotal, order subtotal amount, zwischensumme"),
    (
        Shipping,
        97,
        "shipping, shipping cost, shipping amount, shipping total, order shipping amount, freight, freight \
         value, versand, versandkosten, lieferkosten, porto, frete, valor do frete, envio, gastos de envio, \
         frais de port, livraison, frais de livraison, shipping price, delivery cost, postage",
    ),
    (
        DiscountPercent,
        97,
        "discount percent, discount percentage, discount pct, discount rate, rabatt prozent, rabatt in \
         prozent, rabattsatz, percentual de desconto, desconto percentual, porcentaje de descuento, descuento \
         porcentaje, taux de remise, remise pourcent",
    ),
    (DiscountPercent, 75, "discount, rabatt, desconto, descuento, remise, nachlass"),
    (DiscountShare, 75, "discount, rabatt, desconto, descuento, remise, nachlass, discount rate"),
    (
        DiscountAmount,
        97,
        "lineitem discount, line discount, item discount, rabattbetrag, valor do desconto, importe descuento, \
         montant remise, item discount amount",
    ),
    (
        DiscountAmount,
        75,
        "discount amount, discount, rabatt, desconto, descuento, remise, nachlass, discount value",
    ),
    (
        UnitCost,
        97,
        "cost price, unit cost, cost per unit, purchase price, cost of goods, cogs, einkaufspreis, ek preis, \
         ek, einstandspreis, preco de custo, custo unitario, precio de coste, coste unitario, costo unitario, \
         prix d achat, cout unitaire, prix de revient, buying price",
    ),
    (UnitCost, 75, "cost, kosten, custo, coste, costo, cout"),
    (
        Place,
        97,
        "state, customer state, billing state, state code billing, shipping state, shipping province, \
         bundesland, uf, province, provincia, departamento, ship state, customer region",
    ),
    (Place, 92, "region, regiao, gebiet, estado, billing province, territory, canton, kanton"),
    (
        Place,
        85,
        "country, customer country, billing country, country code billing, shipping country, land, pais, pays, \
         staat, lieferland, rechnungsland, market, country region",
    ),
    (Place, 60, "city, stadt, ort, cidade, ciudad, ville, store, filiale, shipping city, billing city"),
    (Currency, 97, "currency, currency code, order currency, wahrung, moeda, moneda, devise, monnaie"),
    (
        Review,
        97,
        "review score, review, rating, stars, bewertung, sterne, avaliacao, nota, valoracion, avis, score, \
         customer rating, satisfaction",
    ),
];

/// Words of status columns, separated by commas.
pub(super) const STATUS_WORDS: &[(OrderMeaning, &str)] = &[
    (
        OrderMeaning::Completed,
        "completed, complete, delivered, paid, fulfilled, shipped and delivered, closed, done, success, \
         successful, partially refunded, wc completed, wc processing, partially paid, sold, sale, abgeschlossen, bezahlt, \
         geliefert, zugestellt, erledigt, fertig, concluido, entregue, pago, aprovado e entregue, finalizado, \
         completado, entregado, pagado, termine, terminee, livre, livree, paye, payee, invoiced and paid, \
         received, settled",
    ),
    (
        OrderMeaning::Void,
        "canceled, cancelled, unavailable, refunded, returned, voided, void, failed, declined, rejected, \
         expired, wc cancelled, wc refunded, wc failed, trash, refund, return, chargeback, storniert, storno, \
         retoure, retourniert, erstattet, abgebrochen, fehlgeschlagen, abgelehnt, cancelado, cancelada, \
         devolvido, reembolsado, indisponivel, devuelto, fallido, annule, annulee, rembourse, remboursee, \
         retourne, retournee, echoue",
    ),
    (
        OrderMeaning::Open,
        "created, approved, invoiced, processing, shipped, pending, on hold, open, new, authorized, awaiting \
         payment, pending payment, unpaid, unfulfilled, in progress, in transit, wc on hold, wc \
         pending, offen, neu, in bearbeitung, versandt, versendet, wartend, ausstehend, pendente, processando, \
         enviado, em andamento, pendiente, procesando, en proceso, en cours, en attente, expedie, expediee, \
         draft, checkout draft",
    ),
];
