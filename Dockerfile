# One image for the server and the worker; compose.yaml shows how the two run beside PostgreSQL.

FROM node:24-slim AS spa
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY schema.graphql /build/
COPY frontend ./
RUN npm run build

FROM python:3.11-slim AS packages
WORKDIR /build
COPY requirements ./requirements
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt \
    && python -m venv --without-pip /opt/erm \
    && /opt/build/bin/uv pip install --no-cache --compile-bytecode --python /opt/erm/bin/python \
        --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY erm ./erm
COPY --from=spa /build/erm/web/static ./erm/web/static
RUN . /opt/build/bin/activate \
    && uv build --wheel --no-build-isolation --out-dir dist \
    && uv pip install --no-cache --compile-bytecode --no-deps --python /opt/erm/bin/python dist/*.whl

FROM python:3.11-slim
RUN useradd --system --home-dir /var/lib/erm --create-home erm
COPY --from=packages /opt/erm /opt/erm
ENV PATH=/opt/erm/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ERM_VAR=/var/lib/erm \
    HOST=0.0.0.0 \
    PORT=8000
USER erm
WORKDIR /var/lib/erm
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["erm", "serve"]
