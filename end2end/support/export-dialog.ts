import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";

/** A file as it arrived. */
export interface ExportedFile {
  name: string;
  bytes: Buffer;
}

/** What a person sees and uses of the export dialog. */
export class ExportDialog {
  constructor(readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole("dialog", { name: /^Export/ });
  }

  async open(): Promise<void> {
    await this.page.getByRole("link", { name: /^Export/ }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** The file behind one of the buttons. */
  async file(button: "CSV for people" | "CSV for programs" | "XLSX workbook"): Promise<ExportedFile> {
    const click = this.dialog.getByRole("button", { name: button }).click();
    const [download] = await Promise.all([this.page.waitForEvent("download"), click]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  column(name: string): Locator {
    return this.dialog.getByRole("checkbox", { name, exact: true });
  }
}
