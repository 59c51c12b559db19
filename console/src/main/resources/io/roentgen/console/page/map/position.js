const GAP = 22;
/** From so many cells on, the drawing is drawn together: a large map should fit a screen before its edges are straight. */
const MANY = 30;
const GRAVITY = 0.35;

/**
 * Gives each cell its y: near its neighbours' so that edges run straight, in the layer's order, never closer than the
 * cells' heights allow. Layers are moved in turn; within one, the best places are those of an isotonic regression.
 * @param {Cell[][]} layers in order; a cell has `up` and `down`, what it needs above and below its middle
 */
export function position(layers) {
  for (const layer of layers) {
    const offsets = offsetsOf(layer);
    const middle = (offsets[offsets.length - 1] || 0) / 2;
    layer.forEach((cell, i) => {
      cell.y = offsets[i] - middle;
    });
  }
  const gravity = layers.reduce((sum, layer) => sum + layer.length, 0) > MANY ? GRAVITY : 0;
  for (let round = 0; round < 24; round++) {
    const forth = round % 2 === 0;
    const both = round >= 12;
    for (const layer of forth ? layers : [...layers].reverse()) {
      place(layer, (cell) => (both ? [...cell.left, ...cell.right] : forth ? cell.left : cell.right), gravity);
    }
  }
}

function place(layer, neighbours, gravity) {
  const offsets = offsetsOf(layer);
  const wanted = layer.map((cell, i) => {
    let sum = 0;
    let weight = cell.dummy ? 0 : gravity;
    for (const next of neighbours(cell)) {
      const w = cell.dummy && next.dummy ? 8 : cell.dummy || next.dummy ? 2 : 1;
      sum += w * next.y;
      weight += w;
    }
    return { value: (weight ? sum / weight : cell.y) - offsets[i], weight: Math.max(weight, 0.2), cells: 1 };
  });
  const blocks = [];
  for (const one of wanted) {
    blocks.push(one);
    while (blocks.length > 1 && blocks[blocks.length - 2].value > blocks[blocks.length - 1].value) {
      const b = blocks.pop();
      const a = blocks.pop();
      const weight = a.weight + b.weight;
      blocks.push({ value: (a.value * a.weight + b.value * b.weight) / weight, weight, cells: a.cells + b.cells });
    }
  }
  let i = 0;
  for (const block of blocks) {
    for (let n = 0; n < block.cells; n++, i++) {
      layer[i].y = block.value + offsets[i];
    }
  }
}

function offsetsOf(layer) {
  const offsets = [];
  layer.forEach((cell, i) => {
    offsets.push(i === 0 ? 0 : offsets[i - 1] + layer[i - 1].down + GAP + cell.up);
  });
  return offsets;
}
