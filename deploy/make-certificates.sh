#!/bin/sh
# make-certificates.sh FOLDER NODE…: an authority for trying things out, and a certificate for each node. Once made they stay.
set -eu
folder=$1
shift
[ -e "$folder/ca/ca.crt" ] && exit 0
mkdir -p "$folder/ca"
cd "$folder"
openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -sha256 -subj '/CN=opsledger test authority' -keyout ca.key -out ca.new \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
for node in "$@"; do
  mkdir -p "$node"
  openssl req -newkey rsa:3072 -nodes -sha256 -subj '/CN=kurrentdb-node' -keyout "$node/node.key" -out "$node/node.csr"
  printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature,keyEncipherment \
    extendedKeyUsage=serverAuth,clientAuth "subjectAltName=DNS:$node,DNS:localhost,IP:127.0.0.1" >"$node/extensions"
  openssl x509 -req -in "$node/node.csr" -CA ca.new -CAkey ca.key -CAcreateserial -days 825 -sha256 \
    -extfile "$node/extensions" -out "$node/node.crt"
  # The image of the server runs as the user 1000.
  chown 1000:1000 "$node/node.key"
  chmod 400 "$node/node.key"
done
chmod 400 ca.key
mv ca.new ca/ca.crt
