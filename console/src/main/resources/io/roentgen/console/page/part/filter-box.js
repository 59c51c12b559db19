import { h } from "preact";

/**
 * The filter expression.
 * @param {{value: string, status: ?Object, onApply: function(string)}} props `status` knows annotations and services
 */
export default function FilterBox({ value, onApply }) {
  const submit = (event) => {
    event.preventDefault();
    onApply(event.target.elements.filter.value.trim());
  };
  return h("form", { class: "filter-box", onSubmit: submit },
    h("input", {
      name: "filter",
      "data-key": "filter",
      "aria-label": "Filter expression",
      placeholder: "Filter, for example  service(\"shop\") { fault = true }   ( / )",
      spellcheck: false,
      autocomplete: "off",
      value,
    }));
}
