import { Component, h } from "preact";

/**
 * A component that is drawn anew only when one of its properties is another one. Functions count too: give it stable ones.
 * @param {function(Object): *} inner
 */
export function memo(inner) {
  return class Memo extends Component {
    shouldComponentUpdate(next) {
      for (const name in next) {
        if (next[name] !== this.props[name] && !sameBox(next[name], this.props[name])) {
          return true;
        }
      }
      return Object.keys(next).length !== Object.keys(this.props).length;
    }

    render() {
      return h(inner, this.props);
    }
  };
}

/** Places are made anew by every layout, mostly the same ones. */
function sameBox(a, b) {
  return a && b && typeof a === "object" && "x" in a && "y" in a && a.x === b.x && a.y === b.y;
}
