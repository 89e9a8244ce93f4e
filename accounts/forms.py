from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, BaseUserCreationForm

from accounts.models import User


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("display_name", "theme")
        widgets = {
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "theme": forms.RadioSelect,
        }


class FirstInstructorForm(BaseUserCreationForm):
    """E-mail and password, held to the rules of every sign-up."""

    class Meta:
        model = User
        fields = ("email",)
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class UserAddForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class EraseForm(forms.Form):
    """Typing one's own address says that one means it."""

    email = forms.CharField(
        label="Your e-mail address, to say that you mean it",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = email

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"]
        if typed.strip().lower() != self.address.lower():
            raise forms.ValidationError("This is not the address of your account.")
        return typed
