/** What the page does with the three text panes, whatever editor fills them. */
export interface Editors {
  read(): { readonly query: string; readonly variables: string; readonly cursor: number }
  /** Puts in another operation; undo brings the former one back. */
  write(query: string, variables: string): void
  show(answer: string): void
  format(): Promise<void>
  /** Moves the focus into the operation. */
  focus(): void
}
