import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";
import { CustomersPage } from "./customers-page";
import { numberIn } from "./segments-page";

/** A file as a browser hands it in. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function fileOf(name: string, content: string | Buffer): ChosenFile {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
}

/** What a dashboard must show. */
export interface Figures {
  orders: number;
  revenueCents: number;
  customers: number;
}

/** What a person sees and uses of the page where a source is chosen. */
export class SourcePage {
  constructor(readonly page: Page) {}

  get field(): Locator {
    return this.page.getByLabel("Files of orders");
  }

  get fault(): Locator {
    return this.page.getByRole("alert").filter({ hasText: /\w/ }).first();
  }

  get read(): Locator {
    return this.page.getByRole("button", { name: "Read these orders" }).first();
  }

  get lookAgain(): Locator {
    return this.page.getByRole("button", { name: "Look again" }).first();
  }

  meaning(column: string): Locator {
    return this.page.getByRole("combobox", { name: `Meaning of ${column}`, exact: true });
  }

  get preview(): Locator {
    return this.page.getByRole("region", { name: "First rows as they are understood" });
  }

  /** Lets files fall onto the page. */
  async drop(...files: ChosenFile[]): Promise<void> {
    const plain = files.map(({ name, buffer }) => ({ name, content: buffer.toString("latin1") }));
    const carried = await this.page.evaluateHandle((dropped) => {
      const transfer = new DataTransfer();
      for (const { name, content } of dropped) {
        const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    }, plain);
    await this.page.dispatchEvent("main", "drop", { dataTransfer: carried });
  }

  /** Presses the button and waits for the overview. */
  async readOrders(): Promise<void> {
    await this.read.click();
    await expect(this.page).toHaveURL(/\/(\?.*)?$/, { timeout: 60_000 });
    await expect(this.page.getByRole("heading", { name: "Overview" })).toBeVisible();
  }

  /** Compares the published figures with what a test has added up by itself. */
  async expectFigures({ orders, revenueCents, customers }: Figures): Promise<void> {
    const { page } = this;
    await page.goto("/data");
    await expect(page.getByRole("heading", { name: /counted$/ })).toContainText(orders.toLocaleString("en-US"));
    const revenue = page.locator("div", { has: page.getByText("Summed over order lines", { exact: true }) }).last().locator("dd");
    expect(Math.round(numberIn(await revenue.innerText()) * 100)).toBe(revenueCents);
    await page.goto("/customers");
    await new CustomersPage(page).expectCustomers(customers);
  }
}
