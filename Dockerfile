# syntax=docker/dockerfile:1

# Every package, to build the web; nothing of this stage but web/dist goes on.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

# What runs needs. The image's own Node 24 is used, so the one among the packages is left out.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/web/dist ./web/dist
COPY package.json LICENSE ./
COPY drizzle ./drizzle
COPY shared ./shared
COPY server ./server
# Uploaded files, and the database where DATABASE_URL is not set.
RUN install -d -o node -g node -m 0711 /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process: the signal to stop reaches it, and it drains.
STOPSIGNAL SIGTERM
# The young generation would grow to a hundred megabytes while modules load, and keep them.
CMD ["node", "--max-semi-space-size=8", "server/main.ts"]
