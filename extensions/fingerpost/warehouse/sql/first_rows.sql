SELECT {columns} FROM {table} LIMIT $most
