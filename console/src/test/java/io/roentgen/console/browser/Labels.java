package io.roentgen.console.browser;

import java.util.List;

/** Looks for labels of the map that lie on each other. */
final class Labels {

  private static final String SCRIPT =
      """
      const boxes = [...document.querySelectorAll('[data-label=node]')].map((each) => ({
        text: each.textContent, box: each.getBoundingClientRect() }));
      const found = [];
      for (let i = 0; i < boxes.length; i++) {
        for (let j = i + 1; j < boxes.length; j++) {
          const a = boxes[i].box, b = boxes[j].box;
          const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (x > 1 && y > 1) found.push(boxes[i].text + ' | ' + boxes[j].text);
        }
      }
      return found;
      """;

  private Labels() {}

  @SuppressWarnings("unchecked")
  static List<String> overlapping(Page page) {
    return (List<String>) page.js(SCRIPT);
  }
}
