/**
 * Labels of the map that cover each other or a node's circle as they are on the screen now; for checks in a browser.
 * @param {Element} root what contains the drawing
 * @returns {string[]} one sentence a pair, none if all is well
 */
export function overlaps(root = document) {
  const boxes = [
    ...[...root.querySelectorAll("[data-label]")].filter(isShown).map((label) => box(label, label.textContent)),
    ...[...root.querySelectorAll(".node-disc")].map((disc) => box(disc, "circle of " + disc.closest("[data-node]").dataset.node)),
  ];
  const pairs = [];
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      const slack = 0.5;
      if (a.left + slack < b.right && b.left + slack < a.right && a.top + slack < b.bottom && b.top + slack < a.bottom) {
        pairs.push(`${a.name} covers ${b.name}`);
      }
    }
  }
  return pairs;
}

function isShown(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility !== "hidden";
}

function box(element, name) {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom, name };
}
