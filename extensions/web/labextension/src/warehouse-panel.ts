// The Warehouse panel: what every table, column and code means, its first rows, and the code that reads it.

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { wear } from "./styles.ts";
import { type Table, Warehouse } from "./warehouse/dictionary.ts";
import { FirstRowsTab } from "./warehouse/first-rows.ts";
import { Notebooks } from "./warehouse/notebooks.ts";
import css from "./warehouse/panel.css";
import { WarehousePanel } from "./warehouse/panel.ts";

const PANEL = "fingerpost-warehouse";
const SHOW = "fingerpost:warehouse";

/** Above JupyterLab's file browser, 100. */
const RANK = 95;

export const warehousePanel: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:warehouse-panel",
  description: "Tables, meanings and code sets of the warehouse, to search, look at and put into a notebook.",
  autoStart: true,
  optional: [ILayoutRestorer],
  activate: (app: JupyterFrontEnd, restorer: ILayoutRestorer | null): void => {
    const warehouse = new Warehouse(app.serviceManager.serverSettings);
    const notebooks = new Notebooks(app);
    const does = {
      insert: notebooks.insert.bind(notebooks),
      look: (table: Table) => {
        const id = `${PANEL}-${table.name}`;
        const isOpen = [...app.shell.widgets("main")].some((widget) => widget.id === id);
        if (!isOpen) {
          const tab = new FirstRowsTab(warehouse, table, does.insert);
          tab.id = id;
          app.shell.add(tab, "main");
        }
        app.shell.activateById(id);
      },
    };
    const panel = new WarehousePanel(warehouse, does);
    panel.id = PANEL;
    panel.title.caption = "Warehouse";
    panel.title.iconClass = "fp-wh-icon";
    wear(css);
    app.shell.add(panel, "left", { rank: RANK });
    restorer?.add(panel, PANEL);
    app.commands.addCommand(SHOW, {
      label: "Warehouse",
      caption: "Show what every table, column and code of the warehouse means",
      execute: () => app.shell.activateById(PANEL),
    });
  },
};
