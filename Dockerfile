# The service as an image. `docker compose` builds it; docs/operations.md says how it is run.
# The tag follows the security fixes of its Debian and Python; a deployment that wants the same bytes again
# pins the digest it has tested.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
RUN python -m venv /opt/nastavnik
COPY requirements.lock ./
RUN /opt/nastavnik/bin/pip install --no-deps --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md ./
COPY service ./service
RUN /opt/nastavnik/bin/pip install --no-deps --no-index --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN groupadd --gid 10001 nastavnik \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nastavnik \
 && install --directory --owner 10001 --group 10001 --mode 0700 /data
COPY --from=build /opt/nastavnik /opt/nastavnik
ENV PATH=/opt/nastavnik/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    NASTAVNIK_DATA=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["nastavnik", "serve", "--host", "0.0.0.0", "--port", "8000"]
