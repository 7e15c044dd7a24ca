/** What a terminal sent. */
export type KeyEvent =
  | { readonly kind: 'key'; readonly name: KeyName }
  /** One typed character, a code point. */
  | { readonly kind: 'char'; readonly text: string }
  /** Pasted text, told apart from typed text by bracketed paste. */
  | { readonly kind: 'paste'; readonly text: string }
  /** The terminal's answer to a question, whole, with its leading ESC. */
  | { readonly kind: 'reply'; readonly text: string };

export type KeyName =
  | 'enter'
  | 'escape'
  | 'backspace'
  | 'delete'
  | 'tab'
  | 'shift-tab'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'shift-left'
  | 'shift-right'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | 'ctrl-c'
  | 'ctrl-d'
  | 'ctrl-u'
  | 'ctrl-z';

const controls: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u0003': 'ctrl-c',
  '\u0004': 'ctrl-d',
  '\u0015': 'ctrl-u',
  '\u001a': 'ctrl-z',
};
const finals: Readonly<Record<string, KeyName>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
};
/** The same with Shift held, where that means something else. */
const shifted: Readonly<Record<string, KeyName>> = { C: 'shift-right', D: 'shift-left' };
const numbered: Readonly<Record<string, KeyName>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
};

const esc = '\u001b';
const csi = /^\p{Cc}\[([0-?]*)[ -/]*([@-~])/u;
const csiBegun = /^\p{Cc}\[[0-?]*[ -/]*$/u;
const pasteBegin = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;
/** An unfinished sequence longer than this is not one: it is dropped, so that it cannot swallow every key. */
const longestSequence = 4096;
const longestPaste = 65_536;

export interface KeyDecoder {
  /** Takes bytes as they come; a sequence may be split anywhere. */
  feed(bytes: Uint8Array): KeyEvent[];
  /** No more bytes came for a while: a lone ESC was the Escape key. */
  flush(): KeyEvent[];
  /** Whether `flush` would give something. */
  readonly isWaiting: boolean;
}

type Taken = { readonly length: number; readonly event: KeyEvent | null } | 'incomplete';

/** Turns the bytes of a raw-mode terminal into keys (ECMA-48 sequences, xterm's key table). */
export function createKeyDecoder(): KeyDecoder {
  const utf8 = new TextDecoder('utf-8');
  let rest = '';
  const drain = (): KeyEvent[] => {
    const events: KeyEvent[] = [];
    while (rest !== '') {
      const taken = take(rest);
      if (taken === 'incomplete') {
        const limit = rest.startsWith(pasteBegin) ? longestPaste : longestSequence;
        if (rest.length > limit) rest = '';
        break;
      }
      rest = rest.slice(taken.length);
      if (taken.event !== null) events.push(taken.event);
    }
    return events;
  };
  return {
    feed: (bytes) => {
      rest += utf8.decode(bytes, { stream: true });
      return drain();
    },
    flush: () => {
      if (rest !== esc && rest !== `${esc}[` && rest !== `${esc}O`) return [];
      const wasAlone = rest === esc;
      rest = '';
      return wasAlone ? [{ kind: 'key', name: 'escape' }] : [];
    },
    get isWaiting() {
      return rest !== '' && !rest.startsWith(pasteBegin);
    },
  };
}

function take(text: string): Taken {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  if (first !== esc) {
    const name = controls[first];
    if (name !== undefined) return { length: 1, event: { kind: 'key', name } };
    const isControl = /^[\p{Cc}\p{Cs}\ufffd]$/u.test(first);
    return { length: first.length, event: isControl ? null : { kind: 'char', text: first } };
  }
  const second = text[1];
  if (second === undefined) return 'incomplete';
  if (second === esc) return { length: 1, event: { kind: 'key', name: 'escape' } };
  if (second === '[') return takeCsi(text);
  if (second === 'O') {
    const third = text[2];
    return third === undefined ? 'incomplete' : { length: 3, event: keyEvent(finals[third]) };
  }
  if ('_P]^X'.includes(second)) return takeString(text);
  // Alt with a key: nothing here is bound to it, and it must not pass for the bare key.
  return { length: 1 + String.fromCodePoint(text.codePointAt(1) ?? 0).length, event: null };
}

function takeCsi(text: string): Taken {
  if (text.startsWith(pasteBegin)) {
    const end = text.indexOf(pasteEnd);
    if (end < 0) return 'incomplete';
    return {
      length: end + pasteEnd.length,
      event: { kind: 'paste', text: text.slice(pasteBegin.length, end) },
    };
  }
  // The Linux console's function keys: ESC [ [ and one letter.
  if (text.startsWith(`${esc}[[`)) return text.length < 4 ? 'incomplete' : { length: 4, event: null };
  const match = csi.exec(text);
  if (match === null) return csiBegun.test(text) ? 'incomplete' : { length: 2, event: null };
  const [whole, parameters = '', final = ''] = match;
  const isAnswer = 'ctR'.includes(final) || (final === 'S' && parameters.startsWith('?'));
  if (isAnswer) return { length: whole.length, event: { kind: 'reply', text: whole } };
  // Shift+Tab is `CSI Z`; Shift with an arrow `CSI 1 ; 2 C`.
  if (final === 'Z') return { length: whole.length, event: keyEvent('shift-tab') };
  const isShifted = parameters === '1;2' && final in shifted;
  const plain = final === '~' ? numbered[parameters.split(';')[0] ?? ''] : finals[final];
  const key = isShifted ? shifted[final] : plain;
  return { length: whole.length, event: keyEvent(key) };
}

/** APC, DCS, OSC, PM and SOS strings: terminals answer with them. */
function takeString(text: string): Taken {
  const st = text.indexOf(`${esc}\\`);
  const bell = text[1] === ']' ? text.indexOf('\u0007') : -1;
  if (st < 0 && bell < 0) return 'incomplete';
  const length = bell >= 0 && (st < 0 || bell < st) ? bell + 1 : st + 2;
  return { length, event: { kind: 'reply', text: text.slice(0, length) } };
}

const keyEvent = (name: KeyName | undefined): KeyEvent | null =>
  name === undefined ? null : { kind: 'key', name };
