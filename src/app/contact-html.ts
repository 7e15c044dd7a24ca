import type { Caption, Captions } from '../domain/contact-sheet/caption.ts';
import type { ContactEntry, ContactNote } from '../domain/contact-sheet/entry.ts';
import type { Sha256 } from '../domain/ids.ts';
import { printable, printableLines } from '../domain/source/printable.ts';
import type { ContactGround } from '../pixels/contact-ground.ts';
import type { ContactPlan, PixelSize } from '../pixels/contact-plan.ts';
import { base64, base64OfHex } from './base64.ts';

export interface ContactFigure {
  readonly entry: ContactEntry;
  readonly caption: Caption;
  readonly alt: string;
  readonly picture:
    | { readonly png: Uint8Array; readonly size: PixelSize; readonly scale: number }
    | { readonly fault: string };
}

export interface ContactHtml {
  readonly captions: Captions;
  readonly figures: readonly ContactFigure[];
  readonly plan: ContactPlan;
  readonly ground: ContactGround;
}

/**
 * One page of a contact sheet as HTML that needs nothing else: no script, no request, pictures as the recorded bytes.
 * The content policy allows the pictures and this one style sheet, by its digest: were something hostile to get past the
 * escaping, it could neither run nor call home.
 */
export function contactHtml(
  { captions, figures, plan, ground }: ContactHtml,
  { page, pages }: { readonly page: number; readonly pages: number },
  sha256: Sha256,
): string {
  const style = styleSheet(plan, ground);
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${base64OfHex(sha256(style))}'; base-uri 'none'; form-action 'none'`;
  const number = pages === 1 ? '' : ` · page ${page} of ${pages}`;
  const title = escaped(captions.title);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${title}${number}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${title}</h1>`,
    ...(captions.common.length === 0
      ? []
      : [`<ul>${captions.common.map((fact) => `<li>${escaped(fact)}</li>`).join('')}</ul>`]),
    `<p>${escaped(captions.tally)}${number}</p>`,
    '</header>',
    '<main>',
    ...figures.map(figure),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function figure({ entry, caption, alt, picture }: ContactFigure): string {
  const { standing, stars } = caption;
  const size =
    'fault' in picture
      ? ''
      : ` <span class="whole">${picture.size.width} × ${picture.size.height} at ${picture.scale}×</span>`;
  const shown =
    'fault' in picture
      ? `<p class="fault" role="img" aria-label="${escaped(alt)}">${escaped(picture.fault)}</p>`
      : `<img src="data:image/png;base64,${base64(picture.png)}" width="${picture.size.width * picture.scale}" height="${picture.size.height * picture.scale}" alt="${escaped(alt)}">`;
  return [
    `<figure class="${standing.tone}">`,
    `<div class="frame">${shown}</div>`,
    '<figcaption>',
    `<p class="job"><b>${escaped(caption.job)}</b>${stars === null ? '' : ` ${starText(stars)}`}</p>`,
    ...(caption.differing.length === 0
      ? []
      : [`<p>${caption.differing.map((fact) => `<span>${escaped(fact)}</span>`).join(' ')}</p>`]),
    `<p class="dim">${escaped(caption.child)}</p>`,
    `<p class="dim"><code title="${escaped(entry.digest)}">${escaped(caption.digest)}</code>${size}</p>`,
    `<p class="standing">${standing.sign} ${escaped(standing.word)}${byWhom(entry)}</p>`,
    ...entry.notes.map(note),
    '</figcaption>',
    '</figure>',
  ].join('\n');
}

const byWhom = ({ decided }: ContactEntry): string =>
  decided === null ? '' : ` <span class="dim">by ${escaped(printable(decided.reviewer))}</span>`;

function starText({ average, people }: NonNullable<Caption['stars']>): string {
  const words = `${average} of 5 stars${people === 1 ? '' : `, the average of ${people} people`}`;
  return `<span class="stars" role="img" aria-label="${words}" title="${words}">${'★'.repeat(average)}${'☆'.repeat(5 - average)}</span>`;
}

function note({ author, stars, label, texts }: ContactNote): string {
  const marks = [stars === null ? '' : '★'.repeat(stars), label === null ? '' : printable(label)];
  const said = [marks.filter((mark) => mark !== '').join(' '), ...texts.map(printableLines)];
  const lines = said.filter((line) => line !== '').map((line) => escaped(line).replaceAll('\n', '<br>'));
  return `<p class="note"><b>${escaped(printable(author))}</b>: ${lines.join('<br>')}</p>`;
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, inside an element or a quoted attribute. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** The same greys as on a PNG sheet; checks of 8 px. */
const groundStyles: { readonly [K in ContactGround]: string } = {
  checker: 'repeating-conic-gradient(#585858 0 25%,#6c6c6c 0 50%) 0 0/16px 16px',
  black: '#000',
  white: '#fff',
  grey: '#808080',
  magenta: '#f0f',
};

const styleSheet = ({ frame }: ContactPlan, ground: ContactGround): string => `
:root{color-scheme:light dark;--paper:#f6f5f2;--panel:#fff;--line:#d9d6cf;--text:#1c1d20;--dim:#5d6069;--waits:#7a5a00;--good:#1c6b34;--bad:#a32a1c}
@media (prefers-color-scheme:dark){:root{--paper:#16181d;--panel:#24272e;--line:#363a43;--text:#eceae5;--dim:#a4a8b2;--waits:#e8c468;--good:#86d096;--bad:#f49286}}
*{box-sizing:border-box;margin:0}
body{background:var(--paper);color:var(--text);font:14px/1.45 ui-sans-serif,system-ui,sans-serif;padding:24px}
h1{font-size:22px;line-height:1.2}
header{margin-bottom:20px}
header ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 16px;color:var(--dim)}
header p{color:var(--dim)}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,${frame.width + 18}px),max-content));gap:12px}
figure{width:${frame.width + 18}px;max-width:100%;background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:8px;break-inside:avoid}
.frame{background:${groundStyles[ground]};min-height:${frame.height}px;display:flex;align-items:center;justify-content:center;overflow:auto;print-color-adjust:exact;-webkit-print-color-adjust:exact}
img{display:block;flex:none;image-rendering:-moz-crisp-edges;image-rendering:pixelated}
.frame:has(img){justify-content:safe center}
.fault{background:var(--paper);color:var(--bad);align-self:stretch;flex:1;display:flex;align-items:center;justify-content:center;padding:16px;text-align:center;font-weight:600}
figcaption{padding-top:8px;overflow-wrap:anywhere}
figcaption p{min-height:1.45em}
figcaption span{margin-right:.4em}
.job{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 8px}
figcaption .stars,.whole{margin:0;white-space:nowrap}
code{font:13px ui-monospace,monospace}
.dim{color:var(--dim)}
.stars,.waits .standing{color:var(--waits)}
.good .standing{color:var(--good)}
.bad .standing{color:var(--bad)}
.standing{font-weight:600}
.standing .dim{font-weight:400}
.note{margin-top:6px;padding-left:8px;border-left:2px solid var(--line)}
@media print{body{padding:0}:root{--paper:#fff;--panel:#fff;--line:#bbb;--text:#000;--dim:#444;--waits:#5c4400;--good:#14502a;--bad:#8a2014}figure{border-radius:0}}
`;
