#!/bin/bash
dnf install -y nginx
echo "Halden Marathon: start at ten" > /usr/share/nginx/html/index.html
systemctl enable --now nginx
