"""Folders that a service copies to other machines, by their names."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from adgen.plumbing.synced import service_of

SYNCED = {
    PureWindowsPath(r"C:\Users\taro\OneDrive\adgen\sites\aozora\inbox"): "OneDrive",
    PureWindowsPath(r"C:\Users\taro\OneDrive - 見本工務店\ドキュメント\inbox"): "OneDrive",
    PurePosixPath("/Users/taro/Library/CloudStorage/OneDrive-Personal/inbox"): "OneDrive",
    PurePosixPath("/Users/taro/Library/Mobile Documents/com~apple~CloudDocs/inbox"): "iCloud Drive",
    PureWindowsPath(r"C:\Users\taro\iCloudDrive\inbox"): "iCloud Drive",
    PurePosixPath("/home/taro/Dropbox (Personal)/inbox"): "Dropbox",
    PureWindowsPath(r"G:\マイドライブ\sites\inbox"): "Google Drive",
    PurePosixPath("/Users/taro/Library/CloudStorage/GoogleDrive-taro@example.jp/My Drive/inbox"): "Google Drive",
    PurePosixPath("/Users/taro/Library/CloudStorage/Box-Box/inbox"): "Box",
    PureWindowsPath(r"C:\adgen\sites\aozora\inbox"): "",
    PurePosixPath("/home/dropboxer/mydropbox/onedrives/inbox"): "",
}


@pytest.mark.parametrize(("folder", "service"), SYNCED.items(), ids=map(str, SYNCED))
def test_synced_folders(folder: PurePosixPath, service: str) -> None:
    assert service_of(folder) == service
