// Keeps what is typed in this tab until it has been sent, so that a closed lid, the back button or a restart loses nothing.
export function keep(key, fields) {
  const read = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  return {
    save: () => sessionStorage.setItem(key, JSON.stringify(read())),
    forget: () => sessionStorage.removeItem(key),
    restore() {
      const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
      if (!kept) return false;
      const differs = fields.filter((field) => kept[field.name] !== undefined && kept[field.name] !== field.value);
      for (const field of differs) field.value = kept[field.name];
      return differs.length > 0;
    },
  };
}
