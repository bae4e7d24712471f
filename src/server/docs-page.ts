import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler, Router } from 'express';

/** Made by `npm run build` beside the built server. */
const SWAGGER = fileURLToPath(new URL('../swagger/', import.meta.url));

/**
 * Scripts and styles are files of this server, and nothing else is asked for. Style attributes are let through: swagger-ui writes them
 * into what it shows; they can fetch nothing here.
 */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

const LANGUAGES = ['en', 'ru', 'uk', 'tr'] as const;
type Language = (typeof LANGUAGES)[number];

interface Texts {
  readonly title: string;
  /** What to do with a key. */
  readonly key: string;
  readonly real: string;
  /** Where the document itself is. */
  readonly document: string;
  readonly guides: string;
  /** When the page was not built. */
  readonly missing: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    title: 'Uzel: REST API',
    key: 'Press Authorize and paste an API key (uzel key add makes one). It is kept in this page alone, and forgotten with it.',
    real: 'Try it out sends real requests: what they write is written.',
    document: 'The OpenAPI document',
    guides: 'What there is about it is in the folder docs of the program.',
    missing: 'This page shows the API when the program is built: npm run build.',
  },
  ru: {
    title: 'Uzel: REST API',
    key: 'Нажмите Authorize и вставьте ключ API (его делает uzel key add). Он хранится только на этой странице и забывается вместе с ней.',
    real: 'Try it out отправляет настоящие запросы: что они записали, то записано.',
    document: 'Документ OpenAPI',
    guides: 'Руководства лежат в папке docs программы.',
    missing: 'Эта страница показывает API, когда программа собрана: npm run build.',
  },
  uk: {
    title: 'Uzel: REST API',
    key: 'Натисніть Authorize і вставте ключ API (його створює uzel key add). Він зберігається лише на цій сторінці й забувається разом із нею.',
    real: 'Try it out надсилає справжні запити: що вони записали, те записано.',
    document: 'Документ OpenAPI',
    guides: 'Настанови лежать у теці docs програми.',
    missing: 'Ця сторінка показує API, коли програму зібрано: npm run build.',
  },
  tr: {
    title: 'Uzel: REST API',
    key: 'Authorize düğmesine basıp bir API anahtarı yapıştırın (uzel key add oluşturur). Anahtar yalnızca bu sayfada tutulur ve onunla unutulur.',
    real: 'Try it out gerçek istekler gönderir: yazdıkları yazılmış olur.',
    document: 'OpenAPI belgesi',
    guides: 'Kılavuzlar programın docs klasöründedir.',
    missing: 'Bu sayfa API’yi program derlendiğinde gösterir: npm run build.',
  },
};

/** Begins swagger-ui. A file of its own, as no script stands in the page. */
const START = `SwaggerUIBundle({
  url: '../v1/openapi.json',
  domNode: document.getElementById('api'),
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  deepLinking: true,
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

const STYLE = `body { margin: 0; font-family: sans-serif; color: #3b4151; }
header, .alone { max-width: 1460px; margin: 0 auto; padding: 20px 20px 0; box-sizing: border-box; }
header h1 { font-size: 24px; margin: 0 0 8px; }
header p { margin: 4px 0; font-size: 14px; }
`;

/**
 * `/docs/`: the API for people, by swagger-ui, in the language of the browser as far as the page is ours. No key is needed to read it;
 * the one that is pasted into it stays in the memory of the page.
 * @param folder where the files of swagger-ui are; without them the page names the document
 */
export function createDocsRouter(folder = SWAGGER): Router {
  const router = Router({ strict: true });
  const isBuilt = existsSync(`${folder}/swagger-ui-bundle.js`);
  router.use((_request, response, next) => {
    response.set(HEADERS);
    next();
  });
  router.get(
    '/',
    (request, response, next) => {
      // What the page asks for lies beside it, wherever a proxy has put it.
      if (!request.originalUrl.split('?')[0]?.endsWith('/')) response.redirect(301, 'docs/');
      else next();
    },
    page(isBuilt),
  );
  router.get('/start.js', give('text/javascript', START));
  router.get('/page.css', give('text/css', STYLE));
  if (isBuilt) router.use(express.static(folder, { index: false, redirect: false, cacheControl: false }));
  return router;
}

const give =
  (type: string, text: string): RequestHandler =>
  (_request, response) => {
    response.type(`${type}; charset=utf-8`).send(text);
  };

const page =
  (isBuilt: boolean): RequestHandler =>
  (request, response) => {
    const language = languageOf(request);
    response.vary('Accept-Language').set('Content-Language', language).type('html').send(html(language, isBuilt));
  };

function languageOf(request: Request): Language {
  const wished = request.acceptsLanguages(...LANGUAGES);
  return LANGUAGES.find((language) => language === wished) ?? 'en';
}

function html(language: Language, isBuilt: boolean): string {
  const { title, key, real, document, guides, missing } = TEXTS[language];
  const link = `<a href="../v1/openapi.json">${document}</a>`;
  const head = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
`;
  if (!isBuilt) {
    return `${head}</head>\n<body>\n<div class="alone"><h1>${title}</h1><p>${link}. ${guides}</p><p>${missing}</p></div>\n</body>\n</html>\n`;
  }
  return `${head}<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<header><h1>${title}</h1><p>${key}</p><p>${real}</p><p>${link}. ${guides}</p></header>
<div id="api"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;
}
