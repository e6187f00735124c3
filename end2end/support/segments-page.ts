import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Reads `4,407 customers` and `R$ 1,234.50` as numbers. */
export function numberIn(text: string): number {
  const digits = text.replace(/,/g, "").match(/-?\d+(\.\d+)?/);
  if (!digits) throw new Error(`no number in ${JSON.stringify(text)}`);
  return Number(digits[0]);
}

/** What a person sees and uses on the page of segments. */
export class SegmentsPage {
  constructor(readonly page: Page) {}

  /** The value of a tile. */
  tile(label: string): Locator {
    const tile = this.page.locator(".kpi", { has: this.page.getByText(label, { exact: true }) });
    return tile.locator(".kpi-value");
  }

  async selectedCustomers(): Promise<number> {
    return numberIn(await this.tile("Customers").innerText());
  }

  /** Opens the list behind a filter. */
  async openFilter(label: string): Promise<void> {
    await this.filters.locator("summary").filter({ hasText: label }).click();
  }

  async expectCustomers(count: number): Promise<void> {
    await expect(this.tile("Customers")).toHaveText(count.toLocaleString("en-US"));
  }

  get filters(): Locator {
    return this.page.getByRole("form", { name: "Filter customers" });
  }

  get customers(): Locator {
    return this.page.getByRole("table", { name: /customer/ });
  }

  get pager(): Locator {
    return this.page.getByRole("navigation", { name: "Pages of the customer table" });
  }

  get matrix(): Locator {
    return this.page.getByRole("grid");
  }

  /** The row of a segment in the list of all segments. */
  segment(name: string): Locator {
    const table = this.page.getByRole("region", { name: "Segments, customers and revenue" });
    return table.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** The link that adds a segment to the selection or takes it out. */
  segmentLink(name: string): Locator {
    return this.segment(name).getByRole("link", { name, exact: true });
  }

  /** The texts of one column of the customer table. */
  async column(name: string): Promise<string[]> {
    const heads = await this.customers.getByRole("columnheader").allInnerTexts();
    const index = heads.findIndex((head) => head.replace(/[↑↓]/g, "").trim() === name);
    if (index < 0) throw new Error(`no column ${name} among ${heads.join(" | ")}`);
    return this.customers.locator(`tbody tr > :nth-child(${index + 1})`).allInnerTexts();
  }

  /** The texts of one column on this page of the table and on all that follow. */
  async columnToTheEnd(name: string): Promise<string[]> {
    const texts: string[] = [];
    for (;;) {
      await expect(this.pager).toContainText(`${(texts.length + 1).toLocaleString("en-US")}–`);
      texts.push(...(await this.column(name)));
      const next = this.pager.getByRole("link", { name: "Next" });
      if ((await next.count()) === 0) return texts;
      await next.click();
    }
  }
}

/** Runs `change` and fails if it loads a page. */
export async function withoutPageLoad(page: Page, change: () => Promise<void>): Promise<void> {
  await page.evaluate(() => (document.body.dataset.sameDocument = "yes"));
  await change();
  expect(await page.evaluate(() => document.body.dataset.sameDocument), "the page was loaded anew").toBe("yes");
}
