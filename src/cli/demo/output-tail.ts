const mostLines = 10;

/** The last lines of an output that comes in pieces. */
export class OutputTail {
  #lines: string[] = [''];

  add(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.#lines[this.#lines.length - 1] += first;
    this.#lines = [...this.#lines, ...rest].slice(-mostLines - 1);
  }

  get text(): string {
    return this.#lines.join('\n').trim();
  }
}
