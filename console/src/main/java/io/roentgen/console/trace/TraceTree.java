package io.roentgen.console.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entities of a trace, each below the one that it names as its parent, whatever order they came
 * in. What has no parent here is a root; of a circle of parents the first becomes one.
 */
public final class TraceTree {

  /** An entity in its place. */
  public static final class Item {
    private final Entity entity;
    private final int document;
    private final int position;
    private final List<Item> children = new ArrayList<>(2);
    private Item parent;
    private int depth;

    private Item(Entity entity, int document, int position) {
      this.entity = entity;
      this.document = document;
      this.position = position;
    }

    /** What is here. */
    public Entity entity() {
      return entity;
    }

    /** The position of its document in {@link Trace#documents()}. */
    public int document() {
      return document;
    }

    /** Its place in the document: indexes of subsegments with dots between; empty for the whole. */
    public String path() {
      StringBuilder path = new StringBuilder();
      for (Item at = this; at.position >= 0; at = at.parent) {
        path.insert(0, path.length() == 0 ? "" : ".").insert(0, at.position);
      }
      return path.toString();
    }

    /** The one above; null for a root. */
    public Item parent() {
      return parent;
    }

    /** How many are above. */
    public int depth() {
      return depth;
    }

    /** In the order in which they began. */
    public List<Item> children() {
      return children;
    }

    /** The segment that it is or lies in; null if that is missing. */
    public Item segment() {
      Item at = this;
      while (at != null && !at.entity.isSegment()) {
        at = at.parent;
      }
      return at;
    }
  }

  private static final Comparator<Item> BY_START =
      Comparator.comparingDouble(item -> item.entity.start);

  private final List<Item> roots = new ArrayList<>(1);
  private final List<Item> items = new ArrayList<>();

  private TraceTree() {}

  /** Of these documents. */
  public static TraceTree of(Document[] documents) {
    TraceTree tree = new TraceTree();
    Map<Long, Item> known = new HashMap<>();
    List<Item> tops = new ArrayList<>(documents.length);
    for (int i = 0; i < documents.length; i++) {
      tops.add(embed(documents[i].entity(), i, known));
    }
    for (Item top : tops) {
      Item parent = top.entity.parentId == 0 ? null : known.get(top.entity.parentId);
      if (parent == null || parent == top) {
        tree.roots.add(top);
      } else {
        top.parent = parent;
        parent.children.add(top);
      }
    }
    tree.roots.sort(BY_START);
    for (Item root : tree.roots) {
      tree.walk(root);
    }
    tree.cutCircles(tops);
    return tree;
  }

  /** A document's entities; the first of an id is the one that others hang on. */
  private static Item embed(Entity entity, int document, Map<Long, Item> known) {
    Item top = new Item(entity, document, -1);
    Deque<Item> open = new ArrayDeque<>();
    open.add(top);
    while (!open.isEmpty()) {
      Item item = open.poll();
      known.putIfAbsent(item.entity.id, item);
      for (int i = 0; i < item.entity.children.length; i++) {
        Item child = new Item(item.entity.children[i], document, i);
        child.parent = item;
        item.children.add(child);
        open.add(child);
      }
    }
    return top;
  }

  /** Puts all that is below into {@link #items}, each after its parent. */
  private void walk(Item root) {
    Deque<Item> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Item item = open.pop();
      item.depth = item.parent == null ? 0 : item.parent.depth + 1;
      items.add(item);
      item.children.sort(BY_START);
      for (int i = item.children.size() - 1; i >= 0; i--) {
        open.push(item.children.get(i));
      }
    }
  }

  /** What no root leads to hangs on itself. */
  private void cutCircles(List<Item> tops) {
    for (Item top : tops) {
      if (top.parent == null || top.depth > 0) {
        continue;
      }
      Item first = top;
      first.parent.children.remove(first);
      first.parent = null;
      roots.add(first);
      walk(first);
    }
  }

  /** What has no parent here, by time. */
  public List<Item> roots() {
    return Collections.unmodifiableList(roots);
  }

  /** All of them as a list of the tree shows them: each after its parent. */
  public List<Item> items() {
    return Collections.unmodifiableList(items);
  }
}
