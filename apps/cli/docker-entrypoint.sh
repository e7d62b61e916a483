#!/bin/sh
# The first word names an app; anything else is a command of assay, such as `migrate`.
set -eu
case "${1:-api}" in
  api | portal | worker) exec node "/app/dist/apps/${1:-api}/main.js" ;;
  *) exec node /app/dist/apps/cli/main.js "$@" ;;
esac
