import { Component, type ReactNode } from 'react'

interface GuardProps {
  readonly instead: ReactNode
  readonly children: ReactNode
}

/** Shows something else where a part of the page cannot be drawn, and keeps the rest. React asks for a class here. */
export class Guard extends Component<GuardProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
