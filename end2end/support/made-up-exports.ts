import { zipOf } from "./zip";
import type { Figures } from "./source-page";

/** An export in the shape of a shop system, with the figures that it comes to. */
export interface MadeUpExport {
  name: string;
  content: Buffer;
  figures: Figures;
}

/** Numbers that look like chance and are the same every time. */
function* numbers(): Generator<number> {
  let state = 12345;
  for (;;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state;
  }
}

const ORDERS = 240;

interface Order {
  number: number;
  customer: number;
  day: Date;
  isPaid: boolean;
  lines: { product: number; pieces: number; cents: number }[];
  shippingCents: number;
}

function orders(): Order[] {
  const chance = numbers();
  const below = (limit: number) => Math.floor(chance.next().value! / 65536) % limit;
  return Array.from({ length: ORDERS }, (_, index) => ({
    number: 1001 + index,
    customer: below(60),
    day: new Date(Date.UTC(2025, 0, 1 + index)),
    isPaid: index % 10 !== 9,
    lines: Array.from({ length: 1 + below(3) }, (_, line) => ({ product: line * 10 + below(10), pieces: 1 + below(4), cents: 500 + below(9000) })),
    shippingCents: 490,
  }));
}

function figuresOf(made: Order[], withShipping: boolean): Figures {
  const paid = made.filter((order) => order.isPaid);
  const cents = (order: Order) =>
    order.lines.reduce((sum, line) => sum + line.pieces * line.cents, withShipping ? order.shippingCents : 0);
  return {
    orders: paid.length,
    revenueCents: paid.reduce((sum, order) => sum + cents(order), 0),
    customers: new Set(paid.map((order) => order.customer)).size,
  };
}

const amount = (cents: number) => (cents / 100).toFixed(2);
const day = (date: Date) => date.toISOString().slice(0, 10);

/** What is known once stands in the first row of an order. */
export function shopify(): MadeUpExport {
  const made = orders();
  const rows = made.flatMap(({ number, customer, day: date, isPaid, lines, shippingCents }) => {
    const total = lines.reduce((sum, line) => sum + line.pieces * line.cents, shippingCents);
    return lines.map(({ product, pieces, cents }, line) => {
      const once = [`c${customer}@example.com`, isPaid ? "paid" : "refunded", "EUR", amount(shippingCents), amount(total)];
      const head = line === 0 ? once : ["", "", "", "", ""];
      return [`#${number}`, ...head, `${day(date)} 10:00:00 +0100`, pieces, `Tea ${product}`, amount(cents)].join(",");
    });
  });
  const header = "Name,Email,Financial Status,Currency,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price";
  return { name: "orders_export_1.csv", content: Buffer.from([header, ...rows, ""].join("\n")), figures: figuresOf(made, true) };
}

/** One row for each order. */
export function wooCommerce(): MadeUpExport {
  const made = orders();
  const rows = made.map(({ number, customer, day: date, isPaid, lines, shippingCents }) => {
    const total = lines.reduce((sum, line) => sum + line.pieces * line.cents, shippingCents);
    return [number, isPaid ? "Completed" : "On hold", `${day(date)} 12:30`, `c${customer}@example.com`, "BY", amount(total)].join(",");
  });
  const header = "Order Number,Order Status,Order Date,Email (Billing),State Code (Billing),Order Total Amount";
  return { name: "orders.csv", content: Buffer.from([header, ...rows, ""].join("\n")), figures: figuresOf(made, true) };
}

const GERMAN_HEADER = ["Bestell-Nr.", "Kunden-Nr.", "Bestelldatum", "Artikel", "Größe", "Menge", "Einzelpreis"];

function germanRows(made: Order[]): [number, number, Date, string, string, number, number][] {
  return made.flatMap((order) =>
    order.lines.map((line): [number, number, Date, string, string, number, number] => [
      order.number, 7000 + order.customer, order.day, `Müsli ${line.product}`, "groß", line.pieces, line.cents,
    ]),
  );
}

/** Semicolons, decimal commas, the day first, in Windows-1252. */
export function germanSpreadsheet(): MadeUpExport {
  const made = orders().map((order) => ({ ...order, isPaid: true }));
  const rows = germanRows(made).map(([number, customer, date, article, size, pieces, cents]) => {
    const written = day(date).split("-").reverse().join(".");
    return [number, customer, written, article, size, pieces, amount(cents).replace(".", ",")].join(";");
  });
  const content = Buffer.from([GERMAN_HEADER.join(";"), ...rows, ""].join("\r\n"), "latin1");
  return { name: "Bestellungen März.csv", content, figures: figuresOf(made, false) };
}

/** The same as a workbook. */
export function germanWorkbook(): MadeUpExport {
  const made = orders().map((order) => ({ ...order, isPaid: true }));
  const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
  const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;
  // Workbooks count days from 1899-12-30.
  const serial = (date: Date) => date.getTime() / 86_400_000 + 25_569;
  const rows = germanRows(made).map(([order, customer, date, article, size, pieces, cents]) =>
    [number(order), number(customer), number(serial(date), 1), text(article), text(size), number(pieces), number(amount(cents))].join(""),
  );
  const sheet = [GERMAN_HEADER.map(text).join(""), ...rows].map((cells) => `<row>${cells}</row>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`;
  const content = zipOf({
    "[Content_Types].xml": xml(`<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`),
    "_rels/.rels": xml(`<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    "xl/workbook.xml": xml(`<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Bestellungen" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    "xl/_rels/workbook.xml.rels": xml(`<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`),
    "xl/styles.xml": xml(`<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`),
    "xl/worksheets/sheet1.xml": xml(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
  });
  return { name: "Bestellungen.xlsx", content, figures: figuresOf(made, false) };
}
