import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real browser without windows: Debian's Chromium, or what CHROMIUM names. @throws when there is none: such a test is never skipped */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath || !existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath ?? PLACES.join(', ')}: apt-get install chromium, or set CHROMIUM to its path.`,
    );
  }
  // Its own sandbox does not start for root, as tests in containers are; it shows nothing here but our own pages.
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
