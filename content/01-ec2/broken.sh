#!/bin/bash
dnf install -y nginx
echo "Halden Marathon: start at ten" > /usr/share/nginx/html/index.html
sed -i 's/listen 80;/listen 8080;/' /etc/nginx/nginx.conf
systemctl start nginx
