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
