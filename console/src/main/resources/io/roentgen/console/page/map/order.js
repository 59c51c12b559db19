/**
 * Orders the cells of each layer so that few edges cross: barycenters, forth and back, the best of all rounds.
 * @param {Cell[][]} layers cells in the order to begin with; a cell knows its neighbours `left` and `right`
 * @returns {Cell[][]} the layers, reordered
 */
export function order(layers) {
  number(layers);
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(best);
  let current = best.map((layer) => [...layer]);
  for (let round = 0; round < 16 && fewest > 0; round++) {
    const forth = round % 2 === 0;
    const sequence = forth ? current : [...current].reverse();
    for (const layer of sequence.slice(1)) {
      const means = new Map(layer.map((cell) => [cell, mean(forth ? cell.left : cell.right, cell.at)]));
      layer.sort((a, b) => means.get(a) - means.get(b) || a.at - b.at);
      layer.forEach((cell, at) => {
        cell.at = at;
      });
    }
    for (const layer of current) {
      swap(layer);
    }
    const now = crossings(current);
    if (now < fewest) {
      fewest = now;
      best = current.map((layer) => [...layer]);
    }
  }
  number(best);
  return best;
}

/** How many pairs of edges cross. */
export function crossings(layers) {
  let total = 0;
  for (const layer of layers) {
    const ends = layer.flatMap((cell) => cell.right.map((next) => [cell.at, next.at]));
    for (let i = 0; i < ends.length; i++) {
      for (let j = i + 1; j < ends.length; j++) {
        total += (ends[i][0] - ends[j][0]) * (ends[i][1] - ends[j][1]) < 0 ? 1 : 0;
      }
    }
  }
  return total;
}

/** Neighbours in a layer change places where that saves crossings. */
function swap(layer) {
  for (let again = true, rounds = 0; again && rounds < 4; rounds++) {
    again = false;
    for (let i = 0; i + 1 < layer.length; i++) {
      const [a, b] = [layer[i], layer[i + 1]];
      const asIs = between(a.left, b.left) + between(a.right, b.right);
      const swapped = between(b.left, a.left) + between(b.right, a.right);
      if (swapped < asIs) {
        layer[i] = b;
        layer[i + 1] = a;
        b.at = i;
        a.at = i + 1;
        again = true;
      }
    }
  }
}

function between(upper, lower) {
  let total = 0;
  for (const a of upper) {
    for (const b of lower) {
      total += a.at > b.at ? 1 : 0;
    }
  }
  return total;
}

function mean(neighbours, otherwise) {
  return neighbours.length === 0
    ? otherwise
    : neighbours.reduce((sum, cell) => sum + cell.at, 0) / neighbours.length;
}

function number(layers) {
  for (const layer of layers) {
    layer.forEach((cell, at) => {
      cell.at = at;
    });
  }
}
