// What the packages say, in German, by the module that says it.
//   woerter: whole string literals, English -> German
//   stellen: pieces of code, for texts put together at run time and for what has to work differently here
// Modules are named by their path below node_modules.

const graphiql = {
  'graphiql/dist/GraphiQL.js': {
    woerter: {
      'New tab': 'Neuer Reiter',
      'Select active operation': 'Offene Abfragen',
      'Editor Commands': 'Werkzeuge',
      'Operation Editor': 'Abfrage',
    },
    stellen: [
      ['children: "Variables"', 'children: "Variablen"'],
      ['"variables" ? "Variables" : "Headers"', '"variables" ? "Variablen" : "Kopfzeilen"'],
      ['`${editorToolsHiddenElement === "second" ? "Show" : "Hide"} editor tools`',
        '`Variablen ${editorToolsHiddenElement === "second" ? "zeigen" : "verbergen"}`'],
      // the prepared queries come first, the documentation after them
      ['[...t7, ...plugins]', '[...plugins, ...t7]'],
      // a tab that holds two buttons is no ARIA tab: an ordinary list whose current entry says so
      ['role: "tabpanel", id: "graphiql-session"', 'role: "group", id: "graphiql-session"'],
      ['jsx(Tab.Button, { "aria-controls": "graphiql-session",',
        'jsx(Tab.Button, { "aria-current": index_1 === activeTabIndex ? "true" : undefined,'],
    ],
  },
  'graphiql/dist/ui/sidebar.js': {
    woerter: {
      'Open short keys dialog': 'Tastenkürzel',
      'Open settings dialog': 'Einstellungen',
      'Short Keys': 'Tastenkürzel',
      'This modal provides a list of available keyboard shortcuts and their functions.':
        'Alle Tastenkürzel und was sie bewirken.',
      Settings: 'Einstellungen',
      'This modal lets you adjust header persistence, interface theme, and clear local storage.':
        'Farben der Oberfläche und in diesem Browser Gespeichertes.',
      Theme: 'Farben',
      'Adjust how the interface appears.': 'Hell, dunkel oder wie im Betriebssystem eingestellt.',
      System: 'Wie das System',
      Light: 'Hell',
      Dark: 'Dunkel',
      'Clear storage': 'Gespeichertes',
      'Remove all locally stored data and start fresh.':
        'Reiter, Verlauf und Einstellungen aus diesem Browser entfernen.',
      'Cleared data': 'Entfernt',
      Failed: 'Das ging nicht',
      'Clear data': 'Entfernen',
    },
    stellen: [
      ['`${isVisible_0 ? "Hide" : "Show"} ${plugin_0.title}`', '`${plugin_0.title} ${isVisible_0 ? "schließen" : "öffnen"}`'],
      ['`Re-fetch GraphQL schema (${', '`Datenmodell neu laden (${'],
    ],
  },
  'graphiql/dist/ui/short-keys.js': {
    woerter: {
      'Short Key': 'Tasten',
      Function: 'Wirkung',
      'Execute query': 'Abfrage ausführen',
      'Open the Command Palette (you must have focus in the editor)': 'Alle Befehle zeigen (im Editor)',
      'Prettify editors': 'Abfrage und Variablen ordnen',
      'Copy query': 'Abfrage kopieren',
      'Re-fetch schema using introspection': 'Datenmodell neu laden',
      'Search in documentation': 'Im Datenmodell suchen',
      'Search in editor': 'Im Editor suchen',
      'Merge fragments definitions into operation definition': 'Fragmente in die Abfrage einsetzen',
    },
    // the last paragraph links to a vendor's pages, which a closed network does not reach
    stellen: [['jsxs("p", { children: [\n        "This Graph",', 'jsxs("p", { hidden: true, children: [\n        "This Graph",']],
  },
  'graphiql/dist/ui/toolbar.js': {
    stellen: [
      ['`Prettify query (${', '`Abfrage ordnen (${'],
      ['`Merge fragments into query (${', '`Fragmente einsetzen (${'],
      ['`Copy query (${', '`Abfrage kopieren (${'],
    ],
  },
};

const bausteine = {
  '@graphiql/react/dist/constants.js': {
    woerter: {
      'Prettify Editors': 'Abfrage und Variablen ordnen',
      'Merge Fragments into Query': 'Fragmente in die Abfrage einsetzen',
      'Run Operation': 'Abfrage ausführen',
      'Copy Query': 'Abfrage kopieren',
      'Shift-Ctrl-P': 'Umschalt-Strg-P',
      'Shift-Ctrl-M': 'Umschalt-Strg-M',
      'Shift-Ctrl-C': 'Umschalt-Strg-C',
      'Shift-Ctrl-R': 'Umschalt-Strg-R',
      'Ctrl-Enter': 'Strg-Eingabe',
      'Ctrl-F': 'Strg-F',
      'Ctrl-Alt-K': 'Strg-Alt-K',
    },
    stellen: [
      ['key.replace("Ctrl", replaced)', 'key.replace("Strg", replaced)'],
      // off the Mac this key is the one with the window on it, not the one the table of shortcuts names
      ['KeyMod.WinCtrl', '(isMacOs ? KeyMod.WinCtrl : KeyMod.CtrlCmd)'],
      // the editor's accents in the page's colour
      ['"#d60590', '"#0b4f9e'],
      ['"#ff5794', '"#8dc0ff'],
      // comments on dark ground, at 4.5 : 1
      ['rules: [{\n\t\t\ttoken: "argument.identifier.gql",\n\t\t\tforeground: "#908aff"',
        'rules: [{ token: "comment", foreground: "#86b96f" }, {\n\t\t\ttoken: "argument.identifier.gql",\n\t\t\tforeground: "#908aff"'],
    ],
  },
  '@graphiql/react/dist/components/execute-button/index.js': {
    stellen: [
      ['`${isRunning ? "Stop" : "Execute"} query (${', '`Abfrage ${isRunning ? "abbrechen" : "ausführen"} (${'],
      ['`<Unnamed ${operation.operation}>`', '"Ohne Namen"'],
    ],
  },
  '@graphiql/react/dist/components/tabs/index.js': {
    woerter: { 'Close Tab': 'Reiter schließen' },
    stellen: [
      ['\t\t\t"aria-selected": isActive,\n', ''],
      ['role: "tablist"', 'role: "list"'],
      ['role: "tab",', 'role: "listitem",'],
    ],
  },
  '@graphiql/react/dist/components/dialog/index.js': { woerter: { 'Close dialog': 'Schließen' } },
  '@graphiql/react/dist/components/response-editor.js': {
    woerter: { 'Result Window': 'Ergebnis' },
    stellen: [
      ['>Loading...</div>', '>Wird geladen …</div>'],
      // reading the whole answer aloud helps nobody; the line below it says what has come
      ['const t7 = "polite";', 'const t7 = "off";'],
    ],
  },
  '@graphiql/react/dist/stores/execution.js': {
    woerter: { 'Automatically added leaf fields': 'Von selbst ergänzte Felder' },
    stellen: [
      ['`Request not sent. ${editor === variableEditor ? "Variables" : "Request headers"} ${error.message}`',
        '`Nicht abgesandt. Die ${editor === variableEditor ? "Variablen" : "Kopfzeilen"} ${error.message}`'],
    ],
  },
  '@graphiql/react/dist/utility/jsonc.js': {
    woerter: {
      'invalid symbol': 'unbekanntes Zeichen',
      'invalid number format': 'keine gültige Zahl',
      'expected a property name': 'hier fehlt ein Name',
      'expected a value': 'hier fehlt ein Wert',
      'expected a colon': 'hier fehlt ein Doppelpunkt',
      'expected a comma': 'hier fehlt ein Komma',
      'expected a closing brace': 'hier fehlt eine schließende geschweifte Klammer',
      'expected a closing bracket': 'hier fehlt eine schließende eckige Klammer',
      'expected end of file': 'hier sollte nichts mehr stehen',
      'invalid comment token': 'ungültiger Kommentar',
      'unexpected end of comment': 'der Kommentar endet nicht',
      'unexpected end of string': 'der Text endet nicht',
      'unexpected end of number': 'die Zahl ist unvollständig',
      'invalid unicode': 'ungültige Unicode-Angabe',
      'invalid escape character': 'ungültiges Zeichen nach dem Rückstrich',
      'invalid character': 'ungültiges Zeichen',
      'are not a JSON object.': 'sind kein JSON-Objekt.',
      en: 'de',
    },
    stellen: [
      ['at line ${line}, column ${column}', '(Zeile ${line}, Spalte ${column})'],
      ['`are invalid JSON: ${', '`sind kein gültiges JSON: ${'],
    ],
  },
  '@graphiql/react/dist/utility/tabs.js': { woerter: { '<untitled>': 'Ohne Namen' } },
};

const seitenleiste = {
  '@graphiql/plugin-history/dist/index.js': { woerter: { History: 'Verlauf' } },
  '@graphiql/plugin-history/dist/components.js': {
    woerter: {
      History: 'Verlauf',
      Cleared: 'Geleert',
      'Failed to Clear': 'Das ging nicht',
      Clear: 'Leeren',
      'Type a label': 'Eigener Name',
      Save: 'Sichern',
      'Edit label': 'Umbenennen',
      'Remove favorite': 'Nicht mehr anheften',
      'Add favorite': 'Anheften',
      'Delete from history': 'Aus dem Verlauf entfernen',
    },
    stellen: [
      // an entry is called what it shows
      ['"aria-label": "Set active", children: displayName', 'children: displayName'],
      ['label: "Set active"', 'label: "Wieder öffnen"'],
      ['onClick: handleClose, children:', 'onClick: handleClose, "aria-label": "Abbrechen", children:'],
    ],
  },
  '@graphiql/plugin-doc-explorer/dist/context.js': {
    woerter: { 'Documentation Explorer': 'Datenmodell', Docs: 'Datenmodell' },
    stellen: [['[aria-label="Show Documentation Explorer"]', '[aria-label="Datenmodell öffnen"]']],
  },
  '@graphiql/plugin-doc-explorer/dist/components/doc-explorer.js': {
    woerter: {
      'Documentation Explorer': 'Datenmodell',
      'Error fetching schema': 'Das Datenmodell ließ sich nicht laden.',
      'Schema is invalid: ': 'Das Datenmodell ist fehlerhaft: ',
      'No GraphQL schema available': 'Es ist noch kein Datenmodell da.',
    },
    stellen: [['`Go back to ${prevName}`', '`Zurück zu ${prevName}`']],
  },
  '@graphiql/plugin-doc-explorer/dist/components/search.js': {
    woerter: { 'No results found': 'Nichts gefunden', 'Other results': 'Anderswo' },
    stellen: [
      // the label belongs to the field, not to the frame around it
      ['`Search ${navItem.name}...`', '`In ${navItem.name} suchen`'],
      ['"data-state": t5, "aria-label": t6', '"data-state": t5'],
      ['placeholder: t12, ref: inputRef', 'placeholder: "Suchen", "aria-label": "Im Datenmodell suchen", ref: inputRef'],
    ],
  },
  '@graphiql/plugin-doc-explorer/dist/components/schema-documentation.js': {
    woerter: {
      'A GraphQL schema provides a root type for each kind of operation.': 'Hier beginnt jede Abfrage.',
      'Root Types': 'Einstieg',
      'All Schema Types': 'Alle Typen',
    },
  },
  '@graphiql/plugin-doc-explorer/dist/components/field-documentation.js': {
    woerter: {
      Type: 'Typ',
      Arguments: 'Argumente',
      'Deprecated Arguments': 'Veraltete Argumente',
      'Show Deprecated Arguments': 'Veraltete Argumente zeigen',
      Directives: 'Direktiven',
    },
  },
  '@graphiql/plugin-doc-explorer/dist/components/type-documentation.js': {
    woerter: {
      Implements: 'Gehört zu',
      Fields: 'Felder',
      'Deprecated Fields': 'Veraltete Felder',
      'Show Deprecated Fields': 'Veraltete Felder zeigen',
      'Enum Values': 'Werte',
      'Deprecated Enum Values': 'Veraltete Werte',
      'Show Deprecated Values': 'Veraltete Werte zeigen',
      Implementations: 'Ausprägungen',
      'Possible Types': 'Mögliche Typen',
    },
  },
  '@graphiql/plugin-doc-explorer/dist/components/section.js': {
    stellen: [
      ['const TYPE_TO_ICON = {', `const TYPE_TO_ICON = {
  "Einstieg": RootTypeIcon, "Alle Typen": TypeIcon, "Typ": TypeIcon, "Argumente": ArgumentIcon,
  "Veraltete Argumente": DeprecatedArgumentIcon, "Direktiven": DirectiveIcon, "Gehört zu": ImplementsIcon,
  "Felder": FieldIcon, "Veraltete Felder": DeprecatedFieldIcon, "Werte": EnumValueIcon,
  "Veraltete Werte": DeprecatedEnumValueIcon, "Ausprägungen": TypeIcon, "Mögliche Typen": TypeIcon,`],
    ],
  },
  '@graphiql/plugin-doc-explorer/dist/components/argument.js': { woerter: { Deprecated: 'Veraltet' } },
  '@graphiql/plugin-doc-explorer/dist/components/deprecation-reason.js': { woerter: { Deprecated: 'Veraltet' } },
};

// The click-to-build panel: its fields are spans with a click handler. They become check boxes that the keyboard
// reaches, and its inputs get names.
const kasten = (angekreuzt, name, tat) => `role: 'checkbox',
            tabIndex: 0,
            'aria-checked': ${angekreuzt},
            'aria-label': ${name},
            onKeyDown: function (taste) {
              if (taste.target !== taste.currentTarget || taste.ctrlKey || taste.metaKey) return;
              if (taste.key !== ' ' && taste.key !== 'Enter') return;
              taste.preventDefault();
              taste.currentTarget.click();
            },
            ${tat}`;
const baukasten = {
  'graphiql-explorer/dist/Explorer.js': {
    woerter: {
      'No Schema Available': 'Es ist noch kein Datenmodell da.',
      'Missing query type': 'Das Datenmodell kennt keine Abfragen.',
      'Something went wrong': 'Das ging nicht. Bitte die Seite neu laden.',
      'Remove the variable': 'Variable durch ihren Wert ersetzen',
      'Extract the current value into a GraphQL variable': 'Den Wert zur Variablen machen',
      'Extract selections into a new reusable fragment': 'Die Auswahl als Fragment herausziehen',
      MyQuery: 'MeineAbfrage',
    },
    stellen: [
      ["placeholder: capitalize(operationType) + ' Name'", "'aria-label': 'Name der Abfrage', placeholder: 'Name der Abfrage'"],
      ["this.props.name || capitalize(operationType) + ' Name'", "this.props.name || 'Name der Abfrage'"],
      ['onClick: this._handleUpdateSelections,', kasten('!!selection', 'field.name', 'onClick: this._handleUpdateSelections,')],
      ['onClick: selection ? this._removeFragment : this._addFragment',
        kasten('!!selection', '(this.props.implementingType ? this.props.implementingType.name : this.props.fragment.name.value)',
          'onClick: selection ? this._removeFragment : this._addFragment')],
      ['onClick: function onClick(event) {\n              var shouldAdd = !argValue;',
        kasten('!!argValue', "arg.name + ' (Argument)'", 'onClick: function onClick(event) {\n              var shouldAdd = !argValue;')],
      ['onChange: this.props.setArgValue,', "'aria-label': arg.name,\n                onChange: this.props.setArgValue,"],
      ["type: 'text',\n          onChange: this._handleChange,", "type: 'text',\n          'aria-label': arg.name,\n          onChange: this._handleChange,"],
      // an input takes the focus when it appears, but not when the whole panel does
      ['!(activeElement instanceof HTMLTextAreaElement)', "activeElement.closest('.graphiql-explorer-root')"],
      // lists cannot be edited by clicking: show them, rather than complain to the console
      ["console.error('arg mismatch between arg and selection', argType, argValue);",
        "input = React.createElement('span', { title: 'Listen werden im Textfeld bearbeitet.' }, (0, _graphql.print)(argValue));"],
      // long names of the action buttons, which show a sign only
      ["onClick: function onClick() {\n                  return _this13.props.onOperationDestroy();",
        "'aria-label': 'Abfrage löschen', title: 'Abfrage löschen',\n                onClick: function onClick() {\n                  return _this13.props.onOperationDestroy();"],
      ["onClick: function onClick() {\n                  return _this13.props.onOperationClone();",
        "'aria-label': 'Abfrage verdoppeln', title: 'Abfrage verdoppeln',\n                onClick: function onClick() {\n                  return _this13.props.onOperationClone();"],
    ],
  },
};

// What graphql-js says about a query, as the editor's underlining shows it.
const REGELN = 'graphql/validation/rules';
const lesen = {
  'graphql/error/syntaxError.mjs': { stellen: [['`Syntax Error: ${', '`So lässt sich die Abfrage nicht lesen: ${']] },
  'graphql/language/parser.mjs': {
    stellen: [
      ['`Expected ${getTokenKindDesc(kind)}, found ${getTokenDesc(token)}.`',
        '`Erwartet wird ${getTokenKindDesc(kind)}, hier steht ${getTokenDesc(token)}.`'],
      ['`Expected "${value}", found ${getTokenDesc(token)}.`', '`Erwartet wird „${value}“, hier steht ${getTokenDesc(token)}.`'],
      ['`Unexpected ${getTokenDesc(token)}.`', '`${getTokenDesc(token)} gehört nicht hierher.`'],
      ['`Unexpected variable "$${varName}" in constant value.`', '`Die Variable „$${varName}“ darf hier nicht stehen.`'],
      ['isPunctuatorTokenKind(kind) ? `"${kind}"` : kind;',
        'isPunctuatorTokenKind(kind) ? `„${kind}“` : { Name: "ein Name", "<EOF>": "das Ende der Abfrage", String: "ein Text", BlockString: "ein Text", Int: "eine Zahl", Float: "eine Zahl" }[kind] ?? kind;'],
      ['(value != null ? ` "${value}"` : \'\')', '(value != null ? ` „${value}“` : \'\')'],
    ],
  },
  'graphql/language/lexer.mjs': {
    woerter: { 'Unterminated string.': 'Ein Text endet nicht; es fehlt ein Anführungszeichen.' },
    stellen: [
      ['`Unexpected character: ${', '`Dieses Zeichen gehört nicht hierher: ${'],
      ['`Invalid character: ${', '`Ungültiges Zeichen: ${'],
      ["'Unexpected single quote character (\\'), did you mean to use a double quote (\")?'",
        "'Texte stehen in doppelten Anführungszeichen (\").'"],
    ],
  },
  'graphql/jsutils/didYouMean.mjs': {
    woerter: { ' Did you mean ': ' Gemeint ist vielleicht ', ' or ': ' oder ', ', or ': ' oder ' },
    stellen: [['`"${x}"`', '`„${x}“`'], ["'?'", "'.'"]],
  },
};
const pruefen = {
  'graphql/validation/validate.mjs': {
    woerter: {
      'Too many validation errors, error limit reached. Validation aborted.': 'Zu viele Fehler; hier wird nicht weiter geprüft.',
    },
  },
  [`${REGELN}/FieldsOnCorrectTypeRule.mjs`]: {
    woerter: { 'to use an inline fragment on': '„… on“ mit' },
    stellen: [['`Cannot query field "${fieldName}" on type "${type.name}".`', '`„${type.name}“ hat kein Feld „${fieldName}“.`']],
  },
  [`${REGELN}/KnownArgumentNamesRule.mjs`]: {
    stellen: [
      ['`Unknown argument "${argName}" on field "${parentType.name}.${fieldDef.name}".`',
        '`Das Feld „${parentType.name}.${fieldDef.name}“ kennt kein Argument „${argName}“.`'],
      ['`Unknown argument "${argName}" on directive "@${directiveName}".`',
        '`Die Direktive „@${directiveName}“ kennt kein Argument „${argName}“.`'],
    ],
  },
  [`${REGELN}/KnownDirectivesRule.mjs`]: {
    stellen: [
      ['`Unknown directive "@${name}".`', '`Die Direktive „@${name}“ gibt es nicht.`'],
      ['`Directive "@${name}" may not be used on ${candidateLocation}.`', '`Die Direktive „@${name}“ darf hier nicht stehen (${candidateLocation}).`'],
    ],
  },
  [`${REGELN}/KnownFragmentNamesRule.mjs`]: {
    stellen: [['`Unknown fragment "${fragmentName}".`', '`Das Fragment „${fragmentName}“ gibt es nicht.`']],
  },
  [`${REGELN}/KnownTypeNamesRule.mjs`]: {
    stellen: [['`Unknown type "${typeName}".`', '`Den Typ „${typeName}“ gibt es nicht.`']],
  },
  [`${REGELN}/FragmentsOnCompositeTypesRule.mjs`]: {
    stellen: [
      ['`Fragment cannot condition on non composite type "${typeStr}".`', '`„${typeStr}“ hat keine Felder und taugt nicht für ein Fragment.`'],
      ['`Fragment "${node.name.value}" cannot condition on non composite type "${typeStr}".`',
        '`„${typeStr}“ hat keine Felder und taugt nicht für das Fragment „${node.name.value}“.`'],
    ],
  },
  [`${REGELN}/NoFragmentCyclesRule.mjs`]: {
    stellen: [
      ['`Cannot spread fragment "${spreadName}" within itself`', '`Das Fragment „${spreadName}“ enthält sich selbst`'],
      ['` via ${viaPath}.`', '` über ${viaPath}.`'],
    ],
  },
  [`${REGELN}/NoUndefinedVariablesRule.mjs`]: {
    stellen: [
      ['`Variable "$${varName}" is not defined by operation "${operation.name.value}".`',
        '`Die Abfrage „${operation.name.value}“ nennt keine Variable „$${varName}“.`'],
      ['`Variable "$${varName}" is not defined.`', '`Die Abfrage nennt keine Variable „$${varName}“.`'],
    ],
  },
  [`${REGELN}/NoUnusedFragmentsRule.mjs`]: {
    stellen: [['`Fragment "${fragName}" is never used.`', '`Das Fragment „${fragName}“ wird nicht verwendet.`']],
  },
  [`${REGELN}/NoUnusedVariablesRule.mjs`]: {
    stellen: [
      ['`Variable "$${variableName}" is never used in operation "${operation.name.value}".`',
        '`Die Abfrage „${operation.name.value}“ verwendet die Variable „$${variableName}“ nicht.`'],
      ['`Variable "$${variableName}" is never used.`', '`Die Variable „$${variableName}“ wird nicht verwendet.`'],
    ],
  },
  [`${REGELN}/OverlappingFieldsCanBeMergedRule.mjs`]: {
    woerter: { 'they have differing arguments': 'sie haben verschiedene Argumente' },
    stellen: [
      ['`Fields "${maybeAbbreviate(\n              responseName,\n            )}" conflict because ${reason}. Use different aliases on the fields to fetch both if this was intentional.`',
        '`Die Felder „${maybeAbbreviate(responseName)}“ vertragen sich nicht: ${reason}. Verschiedene Namen davor (name: feld) holen beide.`'],
      ['`"${maybeAbbreviate(name1)}" and "${maybeAbbreviate(', '`„${maybeAbbreviate(name1)}“ und „${maybeAbbreviate('],
      ['" are different fields`', '“ sind verschiedene Felder`'],
      ['`they return conflicting types "${type1String}" and "${type2String}"`',
        '`ihre Typen „${type1String}“ und „${type2String}“ passen nicht zusammen`'],
      ['`subfields "${maybeAbbreviate(name)}" conflict because ${reason}`', '`ihre Felder „${maybeAbbreviate(name)}“ vertragen sich nicht: ${reason}`'],
    ],
  },
  [`${REGELN}/PossibleFragmentSpreadsRule.mjs`]: {
    stellen: [
      ['`Fragment cannot be spread here as objects of type "${parentTypeStr}" can never be of type "${fragTypeStr}".`',
        '`Hier kann nie „${fragTypeStr}“ stehen, nur „${parentTypeStr}“.`'],
      ['`Fragment "${fragName}" cannot be spread here as objects of type "${parentTypeStr}" can never be of type "${fragTypeStr}".`',
        '`Das Fragment „${fragName}“ passt hier nicht: „${parentTypeStr}“ ist nie „${fragTypeStr}“.`'],
    ],
  },
  [`${REGELN}/ProvidedRequiredArgumentsRule.mjs`]: {
    stellen: [
      ['`Field "${fieldDef.name}" argument "${argDef.name}" of type "${argTypeStr}" is required, but it was not provided.`',
        '`Dem Feld „${fieldDef.name}“ fehlt das Argument „${argDef.name}“ (${argTypeStr}).`'],
      ['`Directive "@${directiveName}" argument "${argName}" of type "${argType}" is required, but it was not provided.`',
        '`Der Direktive „@${directiveName}“ fehlt das Argument „${argName}“ (${argType}).`'],
    ],
  },
  [`${REGELN}/ScalarLeafsRule.mjs`]: {
    stellen: [
      ['`Field "${fieldName}" must not have a selection since type "${typeStr}" has no subfields.`',
        '`„${fieldName}“ (${typeStr}) hat keine Felder; die geschweiften Klammern danach entfallen.`'],
      ['`Field "${fieldName}" of type "${typeStr}" must have a selection of subfields. Did you mean "${fieldName} { ... }"?`',
        '`Bei „${fieldName}“ (${typeStr}) fehlt die Auswahl der Felder: „${fieldName} { … }“.`'],
      ['`Field "${fieldName}" of type "${typeStr}" must have at least one field selected.`',
        '`Bei „${fieldName}“ (${typeStr}) ist kein Feld gewählt.`'],
    ],
  },
  [`${REGELN}/UniqueArgumentNamesRule.mjs`]: {
    stellen: [['`There can be only one argument named "${argName}".`', '`Das Argument „${argName}“ steht zweimal da.`']],
  },
  [`${REGELN}/UniqueFragmentNamesRule.mjs`]: {
    stellen: [['`There can be only one fragment named "${fragmentName}".`', '`Das Fragment „${fragmentName}“ steht zweimal da.`']],
  },
  [`${REGELN}/UniqueInputFieldNamesRule.mjs`]: {
    stellen: [['`There can be only one input field named "${fieldName}".`', '`Die Angabe „${fieldName}“ steht zweimal da.`']],
  },
  [`${REGELN}/UniqueOperationNamesRule.mjs`]: {
    stellen: [['`There can be only one operation named "${operationName.value}".`', '`Die Abfrage „${operationName.value}“ steht zweimal da.`']],
  },
  [`${REGELN}/UniqueVariableNamesRule.mjs`]: {
    stellen: [['`There can be only one variable named "$${variableName}".`', '`Die Variable „$${variableName}“ steht zweimal da.`']],
  },
  [`${REGELN}/LoneAnonymousOperationRule.mjs`]: {
    woerter: { 'This anonymous operation must be the only defined operation.': 'Von mehreren Abfragen braucht jede einen Namen.' },
  },
  [`${REGELN}/ValuesOfCorrectTypeRule.mjs`]: {
    stellen: [
      ['`Field "${type.name}.${fieldDef.name}" of required type "${typeStr}" was not provided.`',
        '`In „${type.name}“ fehlt „${fieldDef.name}“ (${typeStr}).`'],
      ['`Field "${node.name.value}" is not defined by type "${parentType.name}".`', '`„${parentType.name}“ kennt „${node.name.value}“ nicht.`'],
      ['`Expected value of type "${inspect(type)}", found ${print(node)}.`', '`Erwartet wird „${inspect(type)}“, hier steht ${print(node)}.`'],
      ['`Expected value of type "${typeStr}", found ${print(node)}.`', '`Erwartet wird „${typeStr}“, hier steht ${print(node)}.`'],
      ['`Expected value of type "${typeStr}", found ${print(node)}; `', '`Erwartet wird „${typeStr}“, hier steht ${print(node)}; `'],
      ['`OneOf Input Object "${type.name}" must specify exactly one key.`', '`„${type.name}“ will genau eine Angabe.`'],
      ['`Field "${type.name}.${keys[0]}" must be non-null.`', '`„${type.name}.${keys[0]}“ darf nicht leer (null) sein.`'],
    ],
  },
  [`${REGELN}/VariablesAreInputTypesRule.mjs`]: {
    stellen: [['`Variable "$${variableName}" cannot be non-input type "${typeName}".`', '`„${typeName}“ taugt nicht als Typ der Variablen „$${variableName}“.`']],
  },
  [`${REGELN}/VariablesInAllowedPositionRule.mjs`]: {
    stellen: [
      ['`Variable "$${varName}" of type "${varTypeStr}" used in position expecting type "${typeStr}".`',
        '`Die Variable „$${varName}“ ist „${varTypeStr}“, hier wird „${typeStr}“ erwartet.`'],
    ],
  },
  [`${REGELN}/custom/NoDeprecatedCustomRule.mjs`]: {
    stellen: [
      ['`The field ${parentType.name}.${fieldDef.name} is deprecated. ${', '`Das Feld „${parentType.name}.${fieldDef.name}“ ist veraltet. ${'],
      ['`Directive "@${directiveDef.name}" argument "${argDef.name}" is deprecated. ${', '`Das Argument „${argDef.name}“ von „@${directiveDef.name}“ ist veraltet. ${'],
      ['`Field "${parentType.name}.${fieldDef.name}" argument "${argDef.name}" is deprecated. ${',
        '`Das Argument „${argDef.name}“ von „${parentType.name}.${fieldDef.name}“ ist veraltet. ${'],
      ['`The input field ${inputObjectDef.name}.${inputFieldDef.name} is deprecated. ${', '`Die Angabe „${inputObjectDef.name}.${inputFieldDef.name}“ ist veraltet. ${'],
      ['`The enum value "${enumTypeDef.name}.${enumValueDef.name}" is deprecated. ${', '`Der Wert „${enumTypeDef.name}.${enumValueDef.name}“ ist veraltet. ${'],
    ],
  },
};

// What the editor of the variables says about JSON.
const json = {
  'monaco-editor/esm/vs/language/json/json.worker.js': {
    woerter: {
      'Value expected': 'Hier fehlt ein Wert',
      'Expected comma': 'Hier fehlt ein Komma',
      'Expected comma or closing bracket': 'Hier fehlt ein Komma oder eine schließende eckige Klammer',
      'Expected comma or closing brace': 'Hier fehlt ein Komma oder eine schließende geschweifte Klammer',
      'Property expected': 'Hier fehlt ein Name',
      'Colon expected': 'Hier fehlt ein Doppelpunkt',
      'Trailing comma': 'Überzähliges Komma',
      'Duplicate object key': 'Dieser Name steht zweimal da',
      'Property keys must be doublequoted': 'Namen stehen in doppelten Anführungszeichen',
      'End of file expected.': 'Hier sollte nichts mehr stehen.',
      'Expected a JSON object, array or literal.': 'Erwartet wird ein JSON-Objekt.',
      'Invalid number format.': 'Keine gültige Zahl.',
      'Unexpected end of string.': 'Der Text endet nicht.',
      'Unexpected end of number.': 'Die Zahl ist unvollständig.',
      'Unexpected end of comment.': 'Der Kommentar endet nicht.',
      'Invalid unicode sequence in string.': 'Ungültige Unicode-Angabe im Text.',
      'Invalid escape character in string.': 'Ungültiges Zeichen nach dem Rückstrich.',
      'Invalid characters in string. Control characters must be escaped.': 'Der Text enthält Steuerzeichen.',
      'Property {0} is not allowed.': 'Die Abfrage kennt „{0}“ nicht.',
      'Missing property "{0}".': '„{0}“ fehlt.',
      'Value is not accepted. Valid values: {0}.': 'Dieser Wert geht nicht. Möglich sind: {0}.',
      'Incorrect type. Expected "{0}".': 'Falscher Typ, erwartet wird „{0}“.',
      'Incorrect type. Expected one of {0}.': 'Falscher Typ, erwartet wird einer von {0}.',
      'Default value': 'Vorgabe',
      'New object': 'Neues Objekt',
      'New array': 'Neue Liste',
    },
  },
};

const hilfe = {
  'graphql-language-service/esm/interface/getHoverInformation.js': { woerter: { 'Deprecated: ': 'Veraltet: ' } },
};

/** The modules of each part of the build. The worker reads and checks queries; the page reads them too. */
export const TABELLEN = {
  seite: { ...graphiql, ...bausteine, ...seitenleiste, ...baukasten, ...lesen },
  worker: { ...lesen, ...pruefen, ...json, ...hilfe },
};
