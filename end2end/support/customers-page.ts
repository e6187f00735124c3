import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";
import { numberIn } from "./segments-page";

/** What a person sees and uses on the page of customers. */
export class CustomersPage {
  constructor(readonly page: Page) {}

  tile(label: string): Locator {
    const tile = this.page.locator(".kpi", { has: this.page.getByText(label, { exact: true }) });
    return tile.locator(".kpi-value");
  }

  async customers(): Promise<number> {
    return numberIn(await this.tile("Customers").innerText());
  }

  async expectCustomers(count: number): Promise<void> {
    await expect(this.tile("Customers")).toHaveText(count.toLocaleString("en-US"));
  }

  get table(): Locator {
    return this.page.getByRole("table", { name: /customer/ });
  }

  get filters(): Locator {
    return this.page.getByRole("form", { name: "Filter customers" });
  }

  get pager(): Locator {
    return this.page.getByRole("navigation", { name: "Pages of the customer table" });
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "Customer id begins with" });
  }

  /** The names of the columns that can be seen. */
  async columns(): Promise<string[]> {
    const heads = this.table.getByRole("columnheader");
    return (await heads.allInnerTexts()).map((head) => head.replace(/[↑↓]/g, "").trim());
  }

  /** The ids on this page of the table. */
  ids(): Promise<string[]> {
    return this.table.locator("tbody th").allInnerTexts();
  }
}
