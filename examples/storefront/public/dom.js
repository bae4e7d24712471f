/**
 * Makes an element. Children are elements or text: text is only ever put in as text, so nothing that 1C or a visitor wrote is read as HTML.
 * Attributes that are false, null or undefined are left out; `on…` are listeners.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && typeof child !== 'boolean'),
  );
  return element;
}

const COLOURS = 6;

/** How wide a picture stands: what of it is loaded depends on the screen. */
const SIZES = {
  card: { widths: [320, 640], sizes: '(min-width: 56rem) 15rem, 45vw' },
  large: { widths: [640, 1280], sizes: '(min-width: 56rem) 36rem, 95vw' },
  small: { widths: [160], sizes: '5rem' },
};

/** The picture of a product, or its first letter on a coloured ground. */
export function picture(found, name, size = 'card') {
  if (!found) {
    const colour = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS;
    return h('div', { class: `picture letter tone-${colour}`, 'aria-hidden': 'true' }, [...name.trim()][0] ?? '·');
  }
  const { widths, sizes } = SIZES[size];
  const address = (width) => `/pictures/${found.id}?${new URLSearchParams({ ...(found.v && { v: found.v }), width })}`;
  const image = h('img', {
    ...{ sizes, srcset: widths.map((width) => `${address(width)} ${width}w`).join(), src: address(widths[0]) },
    ...{ alt: found.description || name, decoding: 'async', loading: size === 'large' ? 'eager' : 'lazy' },
  });
  const frame = h('div', { class: 'picture' }, image);
  image.addEventListener('error', () => frame.replaceWith(picture(null, name)));
  return frame;
}

/** How many, with − and + beside it. @param change gets the new number */
export function stepper(quantity, words, change) {
  const step = (by, label) =>
    h(
      'button',
      { type: 'button', 'aria-label': label, disabled: by < 0 && quantity <= 1, onclick: () => change(quantity + by) },
      by < 0 ? '−' : '+',
    );
  const input = h('input', {
    ...{ type: 'text', inputmode: 'numeric', value: String(quantity), 'aria-label': words.quantity, maxlength: '3' },
    onchange: () => change(Math.max(1, Math.min(999, Number.parseInt(input.value, 10) || 1))),
  });
  return h('div', { class: 'stepper' }, step(-1, words.less), input, step(1, words.more));
}
